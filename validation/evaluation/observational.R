# The adjusted comparison (clone, censor, weight), computed by R from the CSV files of program data sets, without any code of ours.
# Rscript --vanilla observational.R jobs.json answers.json; a job is {name, folder, tau, grace (weeks), covariates}. Survival, jsonlite.
# One row a clone and week, models by glm, variances by moving each cluster's weight a little with the weights of the models held.
suppressMessages(library(survival))

WINDOWS <- c(30, 60, 90, 180, 365)
USES <- c("use", "heavy_use", "overdose")

known_until <- function(asks, death) {
  covered <- asks[asks$answer %in% c("none", "event"), ]
  days <- unlist(mapply(seq, covered$covers_from_day, covered$covers_to_day, SIMPLIFY = FALSE))
  known <- 0
  while ((known + 1) %in% days) known <- known + 1
  if (length(death) == 1 && death > known) {
    missed <- asks$due_day[!asks$answer %in% c("none", "event")]
    if (!any(missed > known & missed <= death)) known <- death
  }
  known
}

# People followed from day 0 without a mentor then.
people_of <- function(d, sources) {
  unseen <- data.frame(lastDay = numeric(0), cut = logical(0))
  rows <- lapply(seq_len(nrow(d$participants)), function(k) {
    id <- d$participants$participant_id[k]
    asks <- d$asks[d$asks$participant_id == id, ]; events <- d$events[d$events$participant_id == id, ]
    mentors <- d$exposures[d$exposures$participant_id == id & d$exposures$kind == "mentor", ]
    begins <- if (nrow(mentors) > 0) min(mentors$start_day) else Inf
    lastUse <- d$participants$last_use_day[k]
    if (is.na(lastUse) || lastUse > -7 || d$participants$first_observed_day[k] != 0 || begins <= 0) return(NULL)
    use <- events$kind %in% USES
    if (any(use & events$day_high <= 0)) return(NULL)
    death <- events$day_high[events$kind == "death"]
    known <- known_until(asks, death)
    primary <- events$kind == "death" & events$severity %in% c("overdose", "unknown")
    e <- events[(use & events$source %in% sources) | primary, ]
    e$day_low <- pmax(e$day_low, 1)
    e <- e[e$day_high >= e$day_low & e$day_low <= known, ]
    f <- d$follow_up[d$follow_up$participant_id == id, ]; f <- f[which.max(f$to_day), ]
    if (nrow(e) == 0 && known == 0) { unseen <<- rbind(unseen, data.frame(lastDay = f$to_day, cut = f$end_reason == "data_cut")); return(NULL) }
    unanswered <- asks$due_day[!asks$answer %in% c("none", "event")]
    later <- asks$covers_from_day[asks$answer %in% c("none", "event")]
    time <- c(first = known, middle = known, last = known); cause <- 0; lost <- FALSE
    if (nrow(e) > 0) {
      middle <- pmin(ceiling((e$day_low + e$day_high) / 2), known); j <- which.min(middle)
      time <- c(first = e$day_low[j], middle = middle[j], last = min(e$day_high[j], known)); cause <- 1
    } else if (length(death) == 1 && death == known) cause <- 2
    else lost <- any(unanswered > known & unanswered <= f$to_day) || any(later > known + 1) || f$end_reason == "withdrew"
    first <- mentors[mentors$mentor_id != "", ]; first <- first[order(first$start_day, first$mentor_id), ]
    data.frame(id, row = k, first = time[["first"]], middle = time[["middle"]], last = time[["last"]], cause, lost, begins,
      mentor = if (nrow(first) > 0) first$mentor_id[1] else "", lastDay = f$to_day, cut = f$end_reason == "data_cut")
  })
  p <- do.call(rbind, rows)
  p$cluster <- ifelse(p$mentor == "", paste("person", p$id), paste("mentor", p$mentor))
  attr(p, "unseen") <- unseen
  p
}

# Baseline as columns; a missing number at the mean of the others; missing answers of one card are said once.
baseline_of <- function(d, p, covariates) {
  X <- list(); B <- list()
  indicator <- function(name, v) if (!any(sapply(X, identical, v))) { X[[name]] <<- v; TRUE } else FALSE
  for (name in covariates) {
    type <- d$description$covariates[[name]]; v <- d$participants[[name]][p$row]
    if (type$type == "category") {
      v[is.na(v) | v == ""] <- "missing"
      levels <- intersect(c(if (is.null(type$levels)) sort(setdiff(unique(v), "missing")) else type$levels, "missing"), v)
      for (l in levels) { B[[paste(name, l)]] <- as.numeric(v == l); if (l != levels[1]) {
        if (l == "missing") indicator(paste(name, l), as.numeric(v == l)) else X[[paste(name, l)]] <- as.numeric(v == l) } }
    } else {
      v <- as.numeric(if (is.character(v)) c(yes = 1, no = 0)[v] else v); none <- is.na(v)
      v[none] <- mean(v[!none]); X[[name]] <- v; B[[name]] <- structure(v, share = type$type == "yes_no" && !any(none))
      if (any(none) && indicator(paste(name, "missing"), as.numeric(none))) B[[paste(name, "missing")]] <- as.numeric(none)
    }
  }
  list(x = as.data.frame(X, check.names = FALSE), balance = B)
}

# What is dated by day 7 (k - 1), for person-weeks in the order of person and week.
weekly_of <- function(d, p, weeks) {
  at <- expand.grid(k = seq_len(weeks), i = seq_len(nrow(p))); at$day <- 7 * (at$k - 1); at$id <- p$id[at$i]
  carried <- function(day, value, id, most) {
    split <- split(data.frame(day, value), factor(id, p$id))
    mapply(function(id, start) {
      r <- split[[id]]; r <- r[r$day <= start, ]; if (nrow(r) == 0) return(NA)
      if (start - max(r$day) > most) NA else max(r$value[r$day == max(r$day)])
    }, at$id, at$day)
  }
  m <- d$measures; X <- list()
  both <- function(name, v) { X[[name]] <<- ifelse(is.na(v), 0, v); X[[paste(name, "missing")]] <<- as.numeric(is.na(v)) }
  c <- m[m$measure == "craving", ]; both("craving", carried(c$day, c$value, c$participant_id, 14))
  g <- d$contacts[d$contacts$kind == "group", ]
  X[["groups in two weeks"]] <- mapply(function(id, start) sum(g$participant_id == id & g$day <= start & g$day > start - 14), at$id, at$day)
  c <- m[m$measure == "distress", ]; both("distress", carried(c$day, c$value, c$participant_id, Inf))
  card <- d$participants; v <- as.numeric(if (is.character(card$in_treatment)) c(yes = 1, no = 0)[card$in_treatment] else card$in_treatment)
  on <- card$in_treatment_day; on <- if (is.null(on)) rep(0, nrow(card)) else ifelse(is.na(on), 0, pmin(0, on))
  exits <- d$events[d$events$kind == "treatment_exit", ]
  both("in treatment", carried(c(on[!is.na(v)], exits$learned_day), c(v[!is.na(v)], rep(0, nrow(exits))), c(card$participant_id[!is.na(v)], exits$participant_id), Inf))
  a <- d$asks; ended <- ifelse(is.na(a$answered_day), a$due_day + 21, a$answered_day)
  both("last ask answered", carried(ended, as.numeric(a$answer %in% c("none", "event")), a$participant_id, Inf))
  cbind(at[c("k", "i")], as.data.frame(X, check.names = FALSE))
}

# Columns that earlier ones determine have no coefficient (glm's own tolerance shrinks with its epsilon, so they are found before).
glm_of <- function(y, x) {
  X <- as.matrix(cbind(`(Intercept)` = 1, x)); q <- qr(X, tol = 1e-9); keep <- sort(q$pivot[seq_len(q$rank)])
  m <- suppressWarnings(glm.fit(X[, keep, drop = FALSE], y, family = binomial(), control = list(epsilon = 1e-15, maxit = 200)))
  coef <- se <- setNames(rep(NA_real_, ncol(X)), colnames(X))
  coef[keep] <- m$coefficients; se[keep] <- sqrt(diag(chol2inv(m$qr$qr)))
  list(fitted = m$fitted.values, coef = coef, se = se)
}

# Rows of people and weeks at risk up to `end`, at most `weeks`.
person_weeks <- function(end, weeks) {
  n <- pmin(ceiling(end / 7), weeks)
  data.frame(i = rep(seq_along(end), n), k = sequence(n))
}

fit <- function(d, p, coding, control, tau, grace, base, weekly) {
  time <- p[[coding]]; K <- if (control == "later") grace else ceiling(tau / 7); weeks <- ceiling(tau / 7)
  started <- p$begins < time | (p$begins == time & p$cause == 0)
  # The model for beginning.
  r <- person_weeks(pmin(time, p$begins), K)
  r$y <- as.numeric(started[r$i] & ceiling(p$begins[r$i] / 7) == r$k)
  r$group <- pmin(r$k, grace + 1)
  open <- r$group %in% names(which(tapply(r$y, r$group, sum) > 0))
  o <- r[open, ]
  time_terms <- function(o) { out <- list()
    for (g in sort(unique(o$group))[-1]) out[[paste("interval", g)]] <- as.numeric(o$group == g)
    if (any(o$group > grace) && length(unique(o$k[o$y == 1 & o$k > grace])) > 1) out[["trend"]] <- ifelse(o$k > grace, log(pmax(1, o$k - grace)), 0)
    out }
  terms <- time_terms(o)
  X <- cbind(as.data.frame(c(list(base$x[o$i, , drop = FALSE]), list(weekly[(o$i - 1) * weeks + o$k, -(1:2)])), check.names = FALSE))
  X <- if (length(terms)) cbind(as.data.frame(terms, check.names = FALSE), X) else X
  given <- glm_of(o$y, X)
  alone <- glm_of(o$y, if (length(terms)) as.data.frame(terms) else data.frame(row.names = seq_len(nrow(o))))
  r$h <- 0; r$h[open] <- given$fitted; r$hbar <- 0; r$hbar[open] <- alone$fitted
  hbar <- sapply(seq_len(K), function(k) r$hbar[r$k == k][1])
  f <- hbar[1:grace] * cumprod(c(1, 1 - hbar[1:grace]))[1:grace]
  hstar <- f / rev(cumsum(rev(f))); hstar[grace] <- 1
  h <- matrix(NA, nrow(p), K); h[cbind(r$i, r$k)] <- r$h
  # The model for being lost.
  end <- pmin(time, tau); isLost <- p$lost & time < tau
  L <- matrix(1, nrow(p), weeks)
  leftLoss <- character(0)
  if (any(isLost)) {
    l <- person_weeks(end, weeks); l$y <- as.numeric(isLost[l$i] & l$k == ceiling(end[l$i] / 7))
    l$window <- findInterval(7 * (l$k - 1), WINDOWS) + 1
    open <- l$window %in% names(which(tapply(l$y, l$window, sum) > 0)); o <- l[open, ]
    out <- list(); for (g in sort(unique(o$window))[-1]) out[[paste("window", g)]] <- as.numeric(o$window == g)
    X <- cbind(base$x[o$i, , drop = FALSE], weekly[(o$i - 1) * weeks + o$k, -(1:2)], mentor = as.numeric(p$begins[o$i] <= 7 * (o$k - 1)))
    W <- if (length(out)) as.data.frame(out, check.names = FALSE) else data.frame(row.names = seq_len(nrow(o)))
    withL <- glm_of(o$y, cbind(W, X)); leftLoss <- names(withL$coef)[is.na(withL$coef)]
    ratio <- matrix(1, nrow(p), weeks)
    ratio[cbind(o$i, o$k)] <- (1 - glm_of(o$y, W)$fitted) / (1 - withL$fitted)
    for (k in seq_len(weeks)[-1]) L[, k] <- L[, k - 1] * ratio[, k - 1]
  }
  # Clones, a row a week.
  clones <- do.call(rbind, lapply(seq_len(nrow(p)), function(i) do.call(rbind, lapply(1:0, function(arm) {
    b <- if (started[i]) p$begins[i] else Inf
    leaves <- if (arm == 1) { if (b <= 7 * grace) Inf else 7 * grace } else if (control == "never" || b <= 7 * grace) b else Inf
    end <- min(leaves, time[i], tau); w <- 1; out <- NULL; k <- seq_len(ceiling(end / 7)); ws <- numeric(length(k))
    for (j in k) {
      free <- j <= K && j <= ceiling(min(time[i], p$begins[i]) / 7)   # untreated when the week began
      q <- 1; inside <- 1
      if (free && arm == 0) { q <- (1 - hbar[j]) / (1 - h[i, j]); inside <- sqrt(q) }
      if (free && arm == 1 && j <= grace) q <- if (started[i] && ceiling(b / 7) == j) hstar[j] / h[i, j] else (1 - hstar[j]) / (1 - h[i, j])
      ws[j] <- w * inside * L[i, j]; w <- w * q
    }
    last <- if (time[i] <= end) p$cause[i] else 0
    data.frame(i, arm, start = 7 * (k - 1), stop = pmin(7 * k, end), cause = ifelse(k == length(k), last, 0), w = ws, final = k == length(k),
      known = end == tau || (last > 0 && time[i] <= tau), left = last == 0 && end < min(time[i], tau))
  }))))
  limit <- sapply(1:0, function(a) quantile(clones$w[clones$arm == a], .99, names = FALSE))
  clones$t <- pmin(clones$w, ifelse(clones$arm == 1, limit[1], limit[2]))
  list(clones = clones, limit = limit, model = given, leftOut = list(beginning = names(given$coef)[is.na(given$coef)], loss = leftLoss),
    started = sum(started & p$begins <= 7 * grace), startedInGrace = started & p$begins <= 7 * grace, anyLost = any(isLost))
}

# Weighted Aalen-Johansen with who is at risk laid out once.
arm_curve <- function(c, tau) {
  times <- sort(unique(c$stop[c$cause > 0 & c$stop <= tau]))
  Y <- outer(c$start, times, "<") & outer(c$stop, times, ">="); D <- outer(c$stop, times, "==")
  own <- D & c$cause == 1; any <- D & c$cause > 0; storage.mode(Y) <- storage.mode(own) <- storage.mode(any) <- "double"
  function(w) {
    y <- as.vector(w %*% Y); S <- cumprod(1 - as.vector(w %*% any) / y); before <- c(1, S)[seq_along(times)]
    list(times = times, F = cumsum(before * as.vector(w %*% own) / y), risk = sum(before * as.vector(w %*% own) / y),
      free = sum(c(1, S) * diff(c(0, times, tau))))
  }
}
curves <- function(c, tau) { one <- arm_curve(c[c$arm == 1, ], tau); zero <- arm_curve(c[c$arm == 0, ], tau)
  function(w) { a <- one(w[c$arm == 1]); b <- zero(w[c$arm == 0]); c(rd = a$risk - b$risk, rm = a$free - b$free, log = log(a$risk / b$risk), one = a$risk, zero = b$risk, freeOne = a$free, freeZero = b$free) } }

sandwich <- function(c, p, est, w, h = 1e-4) {
  cl <- p$cluster[c$i]
  move <- sapply(unique(cl), function(g) { up <- w; up[cl == g] <- up[cl == g] * (1 + h); down <- w; down[cl == g] <- down[cl == g] * (1 - h); (est(up) - est(down)) / (2 * h) })
  mentor <- startsWith(colnames(move), "mentor")
  apply(move[1:3, ], 1, function(v) { m <- sum(v[mentor]^2); s <- sum(v[!mentor]^2)
    c(se = sqrt(m + s), df = (m + s)^2 / ((if (m > 0) m^2 / (sum(mentor) - 1) else 0) + (if (s > 0) s^2 / (sum(!mentor) - 1) else 0))) })
}

tipped <- function(e, a, delta, tau) {
  e <- e[e$arm == a, ]; times <- sort(unique(e$stop[e$cause > 0 & e$stop <= tau]))
  hazard <- sapply(times, function(t) { Y <- sum(e$t[e$stop >= t]); c(sum(e$t[e$stop == t & e$cause == 1]) / Y, sum(e$t[e$stop == t & e$cause > 1]) / Y) })
  ahead <- function(d) { out <- numeric(length(times) + 1)
    for (j in rev(seq_along(times))) { own <- 1 - (1 - hazard[1, j])^d; out[j] <- own + max(0, 1 - own - min(hazard[2, j], 1 - own)) * out[j + 1] }
    out }
  plain <- ahead(1); raised <- ahead(delta); next_ <- findInterval(e$stop, times) + 1
  filled <- ifelse(e$cause == 1, 1, ifelse(e$cause > 1 | e$stop >= tau, 0, ifelse(e$uncovered, raised[next_], plain[next_])))
  sum(e$t * filled) / sum(e$t)
}

smd <- function(B, k, arm, w) {
  k <- unlist(k); v <- as.numeric(B)[k]; share <- is.null(attr(B, "share")) || attr(B, "share")
  s <- sapply(1:0, function(a) { x <- v[arm == a]; if (share) mean(x) * (1 - mean(x)) else var(x) })
  gap <- function(w) weighted.mean(v[arm == 1], w[arm == 1]) - weighted.mean(v[arm == 0], w[arm == 0])
  out <- c(gap(rep(1, length(v))), gap(w)) / sqrt(mean(s)); out[is.nan(out)] <- 0; out
}

evaluate <- function(job) {
  read <- function(name) { x <- read.csv(file.path(job$folder, paste0(name, ".csv")), colClasses = c(participant_id = "character")); x }
  d <- sapply(c("participants", "asks", "events", "exposures", "follow_up", "contacts", "measures"), read, simplify = FALSE)
  d$description <- jsonlite::fromJSON(file.path(job$folder, "dataset.json"))
  p <- people_of(d, c("ask", "test")); base <- baseline_of(d, p, job$covariates)
  attempt <- function(control, tau) fit(d, p, "middle", control, tau, job$grace, base, weekly_of(d, p, ceiling(tau / 7)))
  effective <- function(m) sapply(1:0, function(a) { w <- m$clones$t[m$clones$arm == a & m$clones$final & m$clones$known]; sum(w)^2 / sum(w^2) })
  control <- "later"; tau <- job$tau
  for (t in c(365, 180, 90)) if (t <= job$tau && t > 7 * job$grace && control == "later") {
    m <- attempt("never", t)
    if (all(sapply(1:0, function(a) sum(m$clones$arm == a & m$clones$known)) > 0) && all(effective(m) >= 50)) { control <- "never"; tau <- t }
  }
  m <- attempt(control, tau); c <- m$clones
  est <- curves(c, tau); v <- est(c$t); spread <- sandwich(c, p, est, c$t)
  for (a in 1:0) {  # survfit says the same; each row is somebody of its own there, because it holds a person's weight fixed
    x <- c[c$arm == a & c$t > 0, ]; x$state <- factor(x$cause, 0:2)
    s <- summary(survfit(Surv(start, stop, state) ~ 1, x, id = seq_len(nrow(x)), weights = t), times = tau, extend = TRUE)$pstate
    stopifnot(abs(s[1, 2] - v[[if (a == 1) "one" else "zero"]]) < 1e-9)
  }
  e <- c[c$final & !c$left, ]
  e$uncovered <- e$cause == 0 & p$lost[e$i]
  come <- !(p$cut & p$lastDay < tau); either <- p$cause == 1 & p$first <= tau & p$last > tau
  arms <- lapply(c(with = 1, without = 0), function(a) {
    x <- e[e$arm == a & come[e$i], ]; unknown <- either[x$i] | !(x$cause > 0 | x$stop >= tau); one <- x$cause == 1 & !unknown
    u <- attr(p, "unseen"); u <- sum(!(u$cut & u$lastDay < tau)); n <- sum(x$t) + u
    list(people = sum(e$arm == a), events = sum(e$arm == a & e$cause == 1), known = 1 - (sum(x$t[unknown]) + u) / n, bounds = c(sum(x$t[one]), sum(x$t[one | unknown]) + u) / n,
      risk = v[[if (a == 1) "one" else "zero"]], freeDays = v[[if (a == 1) "freeOne" else "freeZero"]], effectiveN = effective(m)[2 - a])
  })
  grid <- expand.grid(without = c(1, 1.5, 2, 3, 5), with = c(1, 1.5, 2, 3, 5))
  cells <- mapply(function(without, with) tipped(e, 1, with, tau) - tipped(e, 0, without, tau), grid$without, grid$with)
  stay <- c[c$final & c$known & c$t > 0, ]
  q <- sapply(base$balance, smd, list(stay$i), stay$arm, stay$t)
  other <- function(p, coding, base) { x <- fit(d, p, coding, control, tau, job$grace, base, weekly_of(d, p, ceiling(tau / 7)))$clones; curves(x, tau)(x$t)[["rd"]] }
  any <- people_of(d, unique(d$events$source))
  ratio <- exp(v[["log"]]); ends <- exp(v[["log"]] + c(-1, 1) * qt(.975, spread["df", "log"]) * spread["se", "log"])
  E <- function(r) { r <- max(r, 1 / r); r + sqrt(r * (r - 1)) }
  list(
    people = nrow(p), anyLost = m$anyLost, control = control, horizonDays = tau, startedInGrace = m$started,
    mentors = length(unique(p$mentor[m$startedInGrace & p$mentor != ""])), arms = arms, eventsInAll = length(unique(e$i[e$cause == 1])),
    riskDifference = list(estimate = v[["rd"]], se = spread["se", "rd"], df = spread["df", "rd"]),
    freeDaysDifference = list(estimate = v[["rm"]], se = spread["se", "rm"], df = spread["df", "rm"]),
    bounds = list(low = arms$with$bounds[1] - arms$without$bounds[2], high = arms$with$bounds[2] - arms$without$bounds[1]),
    tipping = v[["rd"]] + cells - cells[1], riskRatio = ratio,
    untruncated = list(riskDifference = est(c$w)[["rd"]], limitWith = m$limit[1], limitWithout = m$limit[2]),
    riskDifferenceByEventDay = list(first = other(p, "first", base), last = other(p, "last", base)),
    riskDifferenceAnySource = other(any, "middle", baseline_of(d, any, job$covariates)),
    balance = lapply(seq_along(base$balance), function(b) list(name = names(base$balance)[b], before = q[1, b], after = q[2, b])),
    model = lapply(unname(which(!is.na(m$model$coef))), function(b) list(term = names(m$model$coef)[b], coef = m$model$coef[[b]], se = m$model$se[b])),
    leftOut = lapply(m$leftOut, as.list), eValue = list(estimate = E(ratio), interval = if (ends[1] <= 1 && ends[2] >= 1) 1 else E(ends[if (ratio > 1) 1 else 2]))
  )
}

args <- commandArgs(trailingOnly = TRUE)
jobs <- jsonlite::fromJSON(args[1], simplifyDataFrame = FALSE)
answers <- lapply(jobs, evaluate)
names(answers) <- sapply(jobs, function(j) j$name)
writeLines(jsonlite::toJSON(answers, auto_unbox = TRUE, digits = 12, na = "null", pretty = TRUE), args[2])
