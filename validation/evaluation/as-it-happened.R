# What happened, computed by R from the CSV files of program data sets, without any code of ours.
# Rscript --vanilla as-it-happened.R jobs.json answers.json; a job is {name, folder}. Survival, cmprsk, jsonlite.
suppressMessages(library(survival))
suppressMessages(library(cmprsk))

# Last day of the unbroken run of covered days; a death before a missed ask closes the run.
known_until <- function(d, id, entry) {
  covered <- d$asks[d$asks$participant_id == id & !is.na(d$asks$covers_from_day), ]
  days <- unlist(mapply(seq, covered$covers_from_day, covered$covers_to_day, SIMPLIFY = FALSE))
  known <- entry
  while ((known + 1) %in% days) known <- known + 1
  death <- d$events$day_high[d$events$participant_id == id & d$events$kind == "death"]
  if (length(death) == 1 && death > known) {
    missed <- d$asks$due_day[d$asks$participant_id == id & is.na(d$asks$covers_from_day)]
    if (!any(missed > known & missed <= death)) known <- death
  }
  known
}

follow <- function(d) {
  people <- data.frame()
  for (k in seq_len(nrow(d$participants))) {
    id <- d$participants$participant_id[k]; entry <- d$participants$first_observed_day[k]; last <- d$participants$last_use_day[k]
    if (is.na(last) || entry - last < 7) next
    known <- known_until(d, id, entry)
    e <- d$events[d$events$participant_id == id, ]
    mine <- e[((e$kind %in% c("use", "heavy_use") & e$source == "ask") | (e$kind == "death" & e$severity %in% c("overdose", "unknown"))) & e$day_low <= known, ]
    if (nrow(mine) == 0 && known <= entry) next
    event <- nrow(mine) > 0
    low <- high <- stop <- known
    if (event) {
      lows <- pmax(mine$day_low, entry + 1); highs <- pmin(mine$day_high, known)
      first <- which.min(pmin(ceiling((lows + mine$day_high) / 2), known))
      low <- lows[first]; high <- highs[first]; stop <- min(ceiling((low + mine$day_high[first]) / 2), known)
    }
    other <- !event && any(e$kind == "death" & e$severity == "other" & e$day_high == known)
    start <- function(kind) { s <- d$exposures$start_day[d$exposures$participant_id == id & d$exposures$kind == kind]; if (length(s)) min(s) else Inf }
    people <- rbind(people, data.frame(id, entry, low, high, stop, event, other, mentor = start("mentor"), group = start("group")))
  }
  people
}

# Person-time cut where support begins; `stops` is the day that stands for each event.
cut_at <- function(people, stops) {
  rows <- data.frame()
  for (k in seq_len(nrow(people))) {
    r <- people[k, ]
    inner <- c(r$mentor, r$group); inner <- inner[inner > r$entry & inner < stops[k]]
    edges <- sort(unique(c(r$entry, inner, stops[k]))); n <- length(edges) - 1
    rows <- rbind(rows, data.frame(id = r$id, start = edges[1:n], stop = edges[2:(n + 1)], event = c(rep(0, n - 1), as.numeric(r$event)),
      mentor = as.numeric(r$mentor <= edges[1:n]), group = as.numeric(r$group <= edges[1:n])))
  }
  rows
}

rates <- function(rows, by) lapply(split(rows, by), function(r) {
  d <- sum(r$event); t <- sum(r$stop - r$start); ci <- poisson.test(d, t)$conf.int
  list(people = length(unique(r$id)), personDays = t, events = d, rate = 3000 * d / t, low = 3000 * ci[1], high = 3000 * ci[2])
})

# The score test at zero: with ties handled exactly it is the Mantel-Byar test.
score <- function(rows, form) {
  fit <- suppressWarnings(coxph(form, rows, ties = "exact")); df <- sum(!is.na(fit$coefficients))
  list(chisq = fit$score, df = df, p = pchisq(fit$score, df, lower.tail = FALSE))
}

landmark <- function(people, L, tau = 180) {
  q <- people[people$entry <= L & people$stop > L, ]
  q$g <- ifelse(q$mentor <= L, "with", "without")
  lapply(split(q, q$g), function(r) {
    last <- max(r$stop); out <- list(n = nrow(r), events = sum(r$event), risk = NA, riskSe = NA, freeDays = NA, freeDaysSe = NA)
    if (last < tau) return(out)
    if (min(r$stop) > tau) { out$freeDays <- tau - L; out$freeDaysSe <- 0; if (any(r$event)) out$risk <- 0; return(out) }
    m <- summary(survfit(Surv(stop - L, event | other) ~ 1, r), rmean = tau - L)$table
    out$freeDays <- m[["rmean"]]; out$freeDaysSe <- m[["se(rmean)"]]
    if (any(r$event)) {
      ci <- cuminc(r$stop - L, ifelse(r$event, 1, ifelse(r$other, 2, 0)))[["1 1"]]
      i <- max(which(ci$time <= tau - L)); out$risk <- ci$est[i]; out$riskSe <- sqrt(ci$var[i])
    }
    out
  })
}
hr <- function(m) { s <- summary(m)$conf.int; list(ratio = s[1], low = s[3], high = s[4]) }

evaluate <- function(folder) {
  read <- function(name) read.csv(file.path(folder, paste0(name, ".csv")), colClasses = c(participant_id = "character"))
  d <- list(participants = read("participants"), exposures = read("exposures"), asks = read("asks"), events = read("events"))
  people <- follow(d)
  rows <- cut_at(people, people$stop)
  names <- c("neither", "mentor", "group", "both")
  rows$state <- factor(names[1 + rows$mentor + 2 * rows$group], names)
  people$ever <- as.numeric(people$mentor < people$stop)
  form <- Surv(start, stop, event) ~ mentor
  list(
    people = nrow(people), events = sum(people$event),
    rates = rates(rows, rows$state), byMentor = rates(rows, ifelse(rows$mentor == 1, "with", "without")),
    mantelByar = score(rows, form), mantelByarByState = score(rows, Surv(start, stop, event) ~ state),
    pFirst = score(cut_at(people, people$low), form)$p, pLast = score(cut_at(people, people$high), form)$p,
    landmark28 = landmark(people, 28), landmark90 = landmark(people, 90),
    naive = hr(coxph(Surv(entry, stop, event) ~ ever, people)), byDay = hr(coxph(form, rows))
  )
}

args <- commandArgs(trailingOnly = TRUE)
jobs <- jsonlite::fromJSON(args[1])
answers <- lapply(jobs$folder, evaluate)
names(answers) <- jobs$name
writeLines(jsonlite::toJSON(answers, auto_unbox = TRUE, digits = 15, na = "null", pretty = TRUE), args[2])
