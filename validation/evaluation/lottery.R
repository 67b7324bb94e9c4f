# Draws as trials, computed by R from the CSV files of program data sets, without any code of ours.
# Rscript --vanilla lottery.R jobs.json answers.json; a job is {name, folder, tau}. Survival, jsonlite.
# Variances are not from a formula: every person's weight is moved a little, and the estimate's answer is squared and summed.
suppressMessages(library(survival))

USES <- c("use", "heavy_use", "overdose")

known_until <- function(asks, death, entry) {
  covered <- asks[asks$answer %in% c("none", "event"), ]
  days <- unlist(mapply(seq, covered$covers_from_day, covered$covers_to_day, SIMPLIFY = FALSE))
  known <- entry
  while ((known + 1) %in% days) known <- known + 1
  if (length(death) == 1 && death > known) {
    missed <- asks$due_day[!asks$answer %in% c("none", "event")]
    if (!any(missed > known & missed <= death)) known <- death
  }
  known
}

# One row of a draw: why it leaves, or its follow-up in days from the draw.
follow <- function(d, row, tau) {
  id <- row$participant_id; day <- row$draw_day; tauDay <- day + tau
  asks <- d$asks[d$asks$participant_id == id, ]; events <- d$events[d$events$participant_id == id, ]
  answered <- asks[asks$answer %in% c("none", "event") & asks$answered_day <= day, ]
  if (!any(pmax(answered$answered_day, answered$covers_to_day) >= day - 7)) return("not_known_at_draw")
  counted <- events$kind %in% USES & events$source %in% c("ask", "test")
  last <- suppressWarnings(max(c(d$participants$last_use_day[d$participants$participant_id == id],
    events$day_high[counted & events$learned_day <= day]), na.rm = TRUE))
  if (is.infinite(last)) return("last_use_unknown")
  if (day - last < 7) return("not_abstinent_long_enough")
  primary <- events$kind == "death" & events$severity %in% c("overdose", "unknown")
  e <- events[(counted | primary) & events$day_high > day, ]
  e$day_low <- pmax(e$day_low, day + 1)
  e <- e[order(e$day_low, e$day_high), ]
  death <- events$day_high[events$kind == "death"]
  known <- known_until(asks, death, day)
  seen <- e[e$day_low <= known, ]
  end <- known; low <- known; high <- known; cause <- 0
  if (nrow(seen) > 0) {
    middles <- pmin(ceiling((seen$day_low + seen$day_high) / 2), known)
    k <- which.min(middles)
    end <- middles[k]; low <- seen$day_low[k]; high <- min(seen$day_high[k], known); cause <- 1
  } else if (length(death) == 1 && death == known) cause <- 2
  f <- d$follow_up[d$follow_up$participant_id == id, ]
  cut <- f$end_reason[which.max(f$to_day)] == "data_cut"; lastDay <- max(f$to_day)
  surely <- any(e$day_high <= tauDay); perhaps <- any(e$day_low <= tauDay & e$day_high > tauDay)
  status <- if (lastDay < tauDay && cut) "not_yet" else if (surely) "event"
    else if (!perhaps && (known >= tauDay || (length(death) == 1 && death <= tauDay && known >= death))) "no_event" else "unknown"
  match <- row$match_day - day; took <- !is.na(match) && match <= tau
  missed <- asks$due_day[!asks$answer %in% c("none", "event")]
  later <- asks$covers_from_day[asks$answer %in% c("none", "event")]
  at <- function(t, c) list(time = min(t - day, tau), cause = if (t - day > tau) 0 else c)
  data.frame(id, z = as.numeric(row$rank <= row$places), block = paste(row$draw_id, row$stratum), p = row$places / row$entrants, day,
    time = at(end, cause)$time, cause = at(end, cause)$cause, tFirst = at(low, cause)$time, cFirst = at(low, cause)$cause,
    tLast = at(high, cause)$time, cLast = at(high, cause)$cause, status,
    took = as.numeric(took), uptakeTime = if (took) match else if (cut) min(lastDay - day, tau) else tau,
    uncovered = f$end_reason[which.max(f$to_day)] == "withdrew" || any(missed > known & missed <= lastDay) || any(later > known + 1))
}

# Weighted Aalen-Johansen: risk of cause 1 by tau and the area under 'free of every cause'.
aj <- function(start, time, cause, w, tau) {
  S <- 1; F <- 0; area <- 0; before <- 0
  for (t in sort(unique(time[cause > 0 & time <= tau]))) {
    Y <- sum(w[start < t & time >= t]); d1 <- sum(w[time == t & cause == 1]); d <- sum(w[time == t & cause > 0])
    area <- area + S * (t - before); before <- t
    F <- F + S * d1 / Y; S <- S * (1 - d / Y)
  }
  c(risk = F, free = area + S * (tau - before))
}
two <- function(r, w, tau) {
  arm <- function(a) { k <- r$z == a; aj(r$start[k], r$time[k], r$cause[k], w[k], tau) }
  arm(1) - arm(0)
}
# What each person adds to an estimate, by moving their weight.
by_person <- function(r, f, h = 1e-4) sapply(unique(r$id), function(id) {
  up <- r$w; up[r$id == id] <- up[r$id == id] * (1 + h); down <- r$w; down[r$id == id] <- down[r$id == id] * (1 - h)
  (f(up) - f(down)) / (2 * h)
})

offer_now <- function(r, lottery, tau) {
  out <- data.frame()
  for (k in which(r$time > 0)) {
    row <- r[k, ]; start <- 0; w <- row$w; open <- TRUE
    if (row$z == 0) {
      mine <- lottery[lottery$participant_id == row$id, ]; mine <- mine[order(mine$draw_day), ]
      for (j in seq_len(nrow(mine))) {
        day <- mine$draw_day[j] - row$day
        if (day <= 0 || day >= row$time) next
        out <- rbind(out, data.frame(id = row$id, z = 0, start, time = day, cause = 0, w)); start <- day
        if (mine$rank[j] <= mine$places[j]) { open <- FALSE; break }
        w <- w / (1 - mine$places[j] / mine$entrants[j])
      }
    }
    if (open) out <- rbind(out, data.frame(id = row$id, z = row$z, start, time = row$time, cause = row$cause, w))
  }
  d <- by_person(out, function(w) two(out, w, tau)["risk"])
  list(estimate = two(out, out$w, tau)[["risk"]], se = sqrt(sum(d^2)))
}

takers <- function(a, b, va, vb, c) {
  q <- qnorm(.975)^2
  roots <- sort(Re(polyroot(c(a^2 - q * va, -2 * (a * b - q * c), b^2 - q * vb))))
  bounded <- b^2 > q * vb; real <- (a * b - q * c)^2 > (a^2 - q * va) * (b^2 - q * vb)
  kind <- if (bounded) "interval" else if (real) "outside" else "everything"
  list(estimate = a / b, kind = kind, low = if (kind == "everything") NA else roots[1], high = if (kind == "everything") NA else roots[2])
}

hazard <- function(time, cause, r) {
  r$time <- time; r$cause <- cause
  m <- suppressWarnings(coxph(Surv(time, cause == 1) ~ z + strata(block), r, cluster = r$id))
  s <- summary(m); list(ratio = s$conf.int[1], low = s$conf.int[3], high = s$conf.int[4], p = s$coefficients[[6]])
}

# The same draw again: U from survdiff itself for the first re-runs, from scores afterwards.
redraw <- function(r, u, runs = 4999) {
  event <- as.numeric(r$cause == 1); s <- numeric(nrow(r))
  for (b in unique(r$block)) {
    k <- r$block == b
    s[k] <- event[k] - sapply(r$time[k], function(t) sum(vapply(unique(r$time[k & event == 1 & r$time <= t]), function(x) sum(event[k & r$time == x]) / sum(r$time[k] >= x), 0)))
  }
  stopifnot(isTRUE(all.equal(sum(s * r$z), u)))
  set.seed(1)
  again <- function() ave(r$z, r$block, FUN = function(z) z[sample.int(length(z))])
  for (i in 1:20) {
    z <- again(); sd <- survdiff(Surv(r$time, event) ~ z + strata(r$block))
    stopifnot(isTRUE(all.equal(sum(s * z), sum(as.matrix(sd$obs)[2, ]) - sum(as.matrix(sd$exp)[2, ]))))
  }
  us <- replicate(runs, sum(s * again()))
  (1 + sum(abs(us) >= abs(u) - 1e-9)) / (1 + runs)
}

bounds <- function(r) {
  side <- function(a) { k <- r$z == a & r$status != "not_yet"; n <- sum(r$w[k]); e <- sum(r$w[k & r$status == "event"]); u <- sum(r$w[k & r$status == "unknown"]); c(e / n, (e + u) / n) }
  list(low = side(1)[1] - side(0)[2], high = side(1)[2] - side(0)[1])
}

# Censored people whose days nobody answered for: their risk ahead, with the hazard of their own arm raised.
tipped <- function(r, a, delta, tau) {
  k <- r$z == a; time <- r$time[k]; cause <- r$cause[k]; w <- r$w[k]; uncovered <- r$uncovered[k]
  times <- sort(unique(time[cause > 0 & time <= tau]))
  ahead <- function(from, d) {
    S <- 1; F <- 0
    for (t in times[times > from]) {
      Y <- sum(w[time >= t]); own <- 1 - (1 - sum(w[time == t & cause == 1]) / Y)^d; other <- min(sum(w[time == t & cause > 1]) / Y, 1 - own)
      F <- F + S * own; S <- S * max(0, 1 - own - other)
    }
    F
  }
  filled <- sapply(seq_along(time), function(i) if (cause[i] == 1) 1 else if (cause[i] > 1 || time[i] >= tau) 0 else ahead(time[i], if (uncovered[i]) delta else 1))
  sum(w * filled) / sum(w)
}

evaluate <- function(folder, tau) {
  read <- function(name) read.csv(file.path(folder, paste0(name, ".csv")), colClasses = c(participant_id = "character"))
  d <- list(participants = read("participants"), asks = read("asks"), events = read("events"), lottery = read("lottery"),
    follow_up = read("follow_up"), exposures = read("exposures"))
  d$lottery$stratum[is.na(d$lottery$stratum)] <- ""
  contrast <- d$lottery$places > 0 & d$lottery$places < d$lottery$entrants
  rows <- lapply(which(contrast), function(k) follow(d, d$lottery[k, ], tau))
  why <- unlist(rows[sapply(rows, is.character)])
  r <- do.call(rbind, rows[!sapply(rows, is.character)])
  r$w <- r$z / r$p + (1 - r$z) / (1 - r$p); r$start <- 0
  arms <- lapply(c(with = 1, without = 0), function(a) {
    k <- r$z == a & r$time > 0; est <- aj(r$start[r$z == a], r$time[r$z == a], r$cause[r$z == a], r$w[r$z == a], tau)
    if (any(r$cause[k] > 0)) {
      s <- summary(survfit(Surv(time, factor(cause, 0:2)) ~ 1, r[k, ], weights = w), times = tau)$pstate
      stopifnot(isTRUE(all.equal(as.numeric(s[1, 2]), est[["risk"]])))
    }
    come <- r$z == a & r$status != "not_yet"
    list(people = length(unique(r$id[k])), events = length(unique(r$id[r$z == a & r$cause == 1])), risk = est[["risk"]], freeDays = est[["free"]],
      known = mean(r$status[come] != "unknown"))
  })
  move <- by_person(r, function(w) two(r, w, tau))
  est <- two(r, r$w, tau)
  u <- r; u$time <- r$uptakeTime; u$cause <- r$took
  uptake <- two(u, u$w, tau)[["risk"]]; moveUptake <- by_person(u, function(w) two(u, w, tau)["risk"])
  f <- r[r$time > 0, ]
  sd <- survdiff(Surv(time, cause == 1) ~ z + strata(block), f)
  U <- sum(as.matrix(sd$obs)[2, ]) - sum(as.matrix(sd$exp)[2, ])
  first <- d$exposures[d$exposures$kind == "mentor" & d$exposures$participant_id %in% r$id, ]
  first <- first[order(first$start_day, first$mentor_id), ]
  reasons <- c("not_known_at_draw", "last_use_unknown", "not_abstinent_long_enough")
  grid <- expand.grid(without = c(1, 1.5, 2, 3, 5), with = c(1, 1.5, 2, 3, 5))
  list(
    draws = length(unique(d$lottery$draw_id)), entrants = nrow(d$lottery), withoutContrast = sum(!contrast),
    notEligible = c(lapply(setNames(reasons, reasons), function(x) sum(why == x)), list(no_days_covered = sum(r$time == 0))),
    mentors = length(unique(first$mentor_id[!duplicated(first$participant_id)])), arms = arms,
    riskDifference = list(estimate = est[["risk"]], se = sqrt(sum(move["risk", ]^2))),
    freeDaysDifference = list(estimate = est[["free"]], se = sqrt(sum(move["free", ]^2))),
    bounds = bounds(r),
    tipping = mapply(function(without, with) tipped(r, 1, with, tau) - tipped(r, 0, without, tau), grid$without, grid$with),
    uptake = list(with = aj(u$start[u$z == 1], u$time[u$z == 1], u$cause[u$z == 1], u$w[u$z == 1], tau)[["risk"]],
      without = aj(u$start[u$z == 0], u$time[u$z == 0], u$cause[u$z == 0], u$w[u$z == 0], tau)[["risk"]], se = sqrt(sum(moveUptake^2))),
    hazardRatio = hazard(f$time, f$cause, f),
    hazardRatioByEventDay = list(first = hazard(f$tFirst, f$cFirst, f)$ratio, last = hazard(f$tLast, f$cLast, f)$ratio),
    logRank = list(u = U, v = sd$var[2, 2], chisq = sd$chisq, p = pchisq(sd$chisq, 1, lower.tail = FALSE), pRedrawn = redraw(r, U)),
    offerNow = offer_now(r, d$lottery, tau),
    inTakers = takers(est[["risk"]], uptake, sum(move["risk", ]^2), sum(moveUptake^2), sum(move["risk", ] * moveUptake))
  )
}

args <- commandArgs(trailingOnly = TRUE)
jobs <- jsonlite::fromJSON(args[1])
answers <- Map(evaluate, jobs$folder, jobs$tau)
names(answers) <- jobs$name
writeLines(jsonlite::toJSON(answers, auto_unbox = TRUE, digits = 12, na = "null", pretty = TRUE), args[2])
