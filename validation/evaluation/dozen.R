# The hand-made dozen, computed by R from the same files without any code of ours.
# Run from this folder: LC_ALL=C Rscript dozen.R > dozen.json
suppressMessages(library(survival))
suppressMessages(library(cmprsk))
read <- function(f) read.csv(file.path("dozen", f), colClasses = c(participant_id = "character"))
p <- read("participants.csv"); x <- read("exposures.csv"); a <- read("asks.csv"); e <- read("events.csv"); f <- read("follow_up.csv")

# Last day of the unbroken run of covered days; a death before a missed ask closes the run.
known_until <- function(id, entry) {
  covered <- a[a$participant_id == id & !is.na(a$covers_from_day), ]
  days <- unlist(mapply(seq, covered$covers_from_day, covered$covers_to_day, SIMPLIFY = FALSE))
  known <- entry
  while ((known + 1) %in% days) known <- known + 1
  death <- e$day_high[e$participant_id == id & e$kind == "death"]
  if (length(death) == 1 && death > known) {
    missed <- a$due_day[a$participant_id == id & is.na(a$covers_from_day)]
    if (!any(missed > known & missed <= death)) known <- death
  }
  known
}

people <- data.frame()
for (k in seq_len(nrow(p))) {
  id <- p$participant_id[k]; entry <- p$first_observed_day[k]
  if (is.na(p$last_use_day[k]) || entry - p$last_use_day[k] < 7) next
  known <- known_until(id, entry)
  mine <- e[e$participant_id == id & ((e$kind %in% c("use", "heavy_use") & e$source == "ask") |
    (e$kind == "death" & e$severity %in% c("overdose", "unknown"))) & e$day_low <= known, ]
  if (nrow(mine) == 0 && known <= entry) next
  event <- nrow(mine) > 0
  low <- if (event) min(mine$day_low) else known
  high <- if (event) min(mine$day_high) else known
  start <- function(kind) { s <- x$start_day[x$participant_id == id & x$kind == kind]; if (length(s)) min(s) else Inf }
  people <- rbind(people, data.frame(id, entry, low, high, stop = ceiling((low + high) / 2), event, mentor = start("mentor"), group = start("group")))
}

rates <- function(rows, by) lapply(split(rows, by), function(r) {
  d <- sum(r$event); t <- sum(r$stop - r$start); ci <- poisson.test(d, t)$conf.int
  list(people = length(unique(r$id)), personDays = t, events = d, rate = 3000 * d / t, low = 3000 * ci[1], high = 3000 * ci[2])
})
score <- function(rows, form) { # score test at zero: with ties handled exactly it is the Mantel-Byar test
  fit <- coxph(form, rows, ties = "exact"); df <- sum(!is.na(fit$coefficients))
  list(chisq = fit$score, df = df, p = pchisq(fit$score, df, lower.tail = FALSE))
}

# Person-time cut where support begins; `stops` is the day that stands for each event.
cut_at <- function(stops) { q <- people; people$stop <<- stops; rows <- data.frame()
  for (k in seq_len(nrow(people))) { r <- people[k, ]
    inner <- c(r$mentor, r$group); inner <- inner[inner > r$entry & inner < r$stop]
    edges <- sort(unique(c(r$entry, inner, r$stop))); n <- length(edges) - 1
    rows <- rbind(rows, data.frame(id = r$id, start = edges[1:n], stop = edges[2:(n + 1)],
      event = c(rep(0, n - 1), as.numeric(r$event)), mentor = as.numeric(r$mentor <= edges[1:n]), group = as.numeric(r$group <= edges[1:n])))
  }
  people <<- q; rows }
rows <- cut_at(people$stop)
state <- factor(c("neither", "mentor", "group", "both")[1 + rows$mentor + 2 * rows$group], c("neither", "mentor", "group", "both"))
first <- cut_at(people$low); last <- cut_at(people$high)
form <- Surv(start, stop, event) ~ mentor
form4 <- Surv(start, stop, event) ~ state

landmark <- function(L, tau = 180) {
  q <- people[people$entry <= L & people$stop > L, ]
  q$g <- ifelse(q$mentor <= L, "with", "without")
  lapply(split(q, q$g), function(r) {
    ci <- cuminc(r$stop - L, as.numeric(r$event))
    last <- max(r$stop)
    at <- function(t) { i <- max(which(ci[[1]]$time <= t)); c(ci[[1]]$est[i], sqrt(ci[[1]]$var[i])) }
    risk <- if (last >= tau && any(r$event)) at(tau - L) else NULL
    m <- if (last >= tau) summary(survfit(Surv(stop - L, event) ~ 1, r), rmean = tau - L)$table else NULL
    list(n = nrow(r), events = sum(r$event), risk = if (is.null(risk)) NA else risk[1], riskSe = if (is.null(risk)) NA else risk[2],
      freeDays = if (is.null(m)) NA else m[["rmean"]], freeDaysSe = if (is.null(m)) NA else m[["se(rmean)"]])
  })
}
ever <- as.numeric(people$mentor < people$stop)
naive <- coxph(Surv(entry, stop, event) ~ ever, people)
byday <- coxph(form, rows)
hr <- function(m) { s <- summary(m)$conf.int; list(ratio = s[1], low = s[3], high = s[4]) }

json <- function(v) {
  if (is.list(v)) paste0("{", paste(sprintf("\"%s\": %s", names(v), vapply(v, json, "")), collapse = ", "), "}")
  else if (is.na(v)) "null" else if (is.character(v)) sprintf("\"%s\"", v) else format(as.numeric(v), digits = 15)
}
cat(json(list(
  people = nrow(people), events = sum(people$event),
  rates = rates(rows, state), byMentor = rates(rows, ifelse(rows$mentor == 1, "with", "without")),
  mantelByar = score(rows, form), mantelByarByState = score(rows, form4),
  pFirst = score(first, form)$p, pLast = score(last, form)$p,
  landmark28 = landmark(28), landmark90 = landmark(90), naive = hr(naive), byDay = hr(byday)
)), "\n", sep = "")
