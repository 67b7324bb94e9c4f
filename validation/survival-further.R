# Answers further survival jobs: Fine-Gray, Firth, ranges in grouped time, Turnbull, recurrent events with death, person-time.
# Where no package is at hand the estimator is written out plainly here, by another way than ours: Rscript survival-further.R jobs.json answers.json
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
args <- commandArgs(TRUE)
jobs <- fromJSON(args[1], simplifyVector = FALSE)
read <- function(path) read.csv(path, na.strings = c("", "NA"), stringsAsFactors = FALSE)
tight <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)

fineGray <- function(job) {
  d <- read(job$data); d <- d[complete.cases(d[, c(job$time, job$cause, unlist(job$x))]), ]
  d$.id <- seq_len(nrow(d)); d$.t <- d[[job$time]]; d$.s <- factor(d[[job$cause]], 0:max(d[[job$cause]]))
  right <- paste(c(unlist(job$x), ".id", if (!is.null(job$strata)) job$strata), collapse = " + ")
  g <- finegray(as.formula(paste("Surv(.t, .s) ~", right, if (!is.null(job$strata)) paste0("+ strata(", job$strata, ")"))), data = d, etype = "1")
  m <- coxph(as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", paste(unlist(job$x), collapse = " + "), if (!is.null(job$strata)) paste0("+ strata(", job$strata, ")"))), data = g, weights = fgwt, cluster = .id, ties = job$ties, control = tight)
  x <- as.matrix(d[, unlist(job$x), drop = FALSE])
  k <- if (is.null(job$strata)) crr(d$.t, d[[job$cause]], x, gtol = 1e-10, maxiter = 60)
  list(coef = unname(coef(m)), se = unname(sqrt(diag(vcov(m)))), naive = unname(sqrt(diag(m$naive.var))), crr = unname(k$coef), crrSe = unname(sqrt(diag(k$var))))
}

# Firth's penalized likelihood by going through the risk sets one by one; maximum, tests and intervals by R's general optimizer.
firth <- function(job) {
  d <- read(job$data); d <- d[complete.cases(d[, c(job$time, job$event, unlist(job$x))]), ]
  x <- as.matrix(d[, unlist(job$x), drop = FALSE]); x <- sweep(x, 2, colMeans(x)); t <- d[[job$time]]; e <- d[[job$event]]; s <- if (is.null(job$start)) rep(-Inf, nrow(d)) else d[[job$start]]; p <- ncol(x)
  units <- apply(x, 2, sd); x <- sweep(x, 2, units, "/")
  parts <- function(b) { r <- exp(drop(x %*% b)); l <- 0; I <- matrix(0, p, p)
    for (u in unique(t[e == 1])) { R <- which(s < u & t >= u); D <- which(t == u & e == 1); l <- l + sum(x[D, , drop = FALSE] %*% b)
      for (j in seq_along(D) - 1) { w <- r[R]; if (job$ties == "efron") w <- w * (1 - (R %in% D) * j / length(D)); l <- l - log(sum(w)); w <- w / sum(w); z <- x[R, , drop = FALSE]; m <- colSums(z * w); I <- I + crossprod(z * w, z) - outer(m, m) } }
    list(l = l, I = I) }
  pen <- function(b) { if (!all(is.finite(b))) return(-1e8); if (max(abs(b)) > 30) return(-1e6 - 1e3 * sum(abs(b))); q <- parts(b); d <- determinant(q$I); if (!is.finite(d$modulus) || d$sign <= 0) -1e6 else q$l + as.numeric(d$modulus) / 2 }
  climb <- function(f, b) { for (i in 1:2) { m <- nlminb(b, function(b) -f(b), control = list(rel.tol = 1e-15, x.tol = 1e-11, iter.max = 500, eval.max = 2000)); b <- m$par }; list(b = b, v = -m$objective) }
  all <- climb(pen, rep(0, p)); V <- solve(parts(all$b)$I)
  profile <- function(a, v) if (p == 1) pen(v) else climb(function(b) pen(append(b, v, a - 1)), all$b[-a])$v
  ends <- sapply(seq_len(p), function(a) { f <- function(v) 2 * (all$v - profile(a, v)) - qchisq(.95, 1); h <- 4 * sqrt(V[a, a]); sapply(c(-1, 1), function(g) uniroot(f, sort(all$b[a] + g * c(0, h)), tol = 1e-10, extendInt = if (g > 0) "upX" else "downX")$root) })
  list(coef = all$b / units, se = sqrt(diag(V)) / units, low = exp(ends[1, ] / units), high = exp(ends[2, ] / units), chisq = sapply(seq_len(p), function(a) 2 * (all$v - profile(a, 0))), lr = 2 * (all$v - pen(rep(0, p))))
}

# Grouped time with ranges: -sum log(S(low) - S(high)), by R's general optimizer.
ranges <- function(job) {
  a <- unlist(job$interval); b <- unlist(job$until); e <- unlist(job$event); x <- do.call(cbind, lapply(job$x, unlist)); k <- job$intervals; n <- length(a)
  minus <- function(th) { H <- exp(drop(x %*% th[-(1:k)])) * matrix(cumsum(exp(th[1:k])), n, k, byrow = TRUE); H <- cbind(0, H); -sum(log(ifelse(e == 1, exp(-H[cbind(1:n, pmax(a + 1, 1))]) - exp(-H[cbind(1:n, b + 2)]), exp(-H[cbind(1:n, a + 2)])))) }
  th <- c(rep(-1, k), rep(0, ncol(x))); for (i in 1:2) th <- optim(th, minus, method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))$par
  th <- nlminb(th, minus, control = list(rel.tol = 1e-15, x.tol = 1e-12, iter.max = 1000, eval.max = 5000))$par
  # A hazard that runs to nothing has no curvature; the others have theirs without it.
  H <- optimHess(th, minus, control = list(ndeps = rep(1e-4, length(th)))); at <- diag(H) > 1e-5; V <- matrix(NA, length(th), length(th)); V[at, at] <- solve(H[at, at])
  list(coef = th[-(1:k)], se = sqrt(diag(V))[-(1:k)], baseline = th[1:k], logLik = -minus(th))
}

# Turnbull by survfit, and by self-consistency written out and iterated until nothing moves.
turnbull <- function(job) {
  lo <- unlist(job$low); hi <- sapply(job$high, function(v) if (is.null(v)) Inf else v)
  s <- survfit(Surv(ifelse(lo == 0, NA, lo), ifelse(is.finite(hi), hi, NA), type = "interval2") ~ 1)
  ends <- sort(unique(c(lo, hi))); sup <- NULL
  for (L in unique(lo)) { R <- min(c(hi[hi > L], Inf)); if (!any(lo > L & lo < R)) sup <- rbind(sup, c(L, R)) }
  A <- outer(seq_along(lo), seq_len(nrow(sup)), Vectorize(function(i, j) sup[j, 1] >= lo[i] && sup[j, 2] <= hi[i])); q <- rep(1 / nrow(sup), nrow(sup))
  for (i in 1:50000) { n <- colMeans(sweep(A, 2, q, "*") / drop(A %*% q)); if (max(abs(n - q)) < 1e-14) break; q <- n }
  o <- order(sup[, 1]); at <- sup[o, 2]; at[!is.finite(at)] <- NA
  mid <- function(t) { v <- s$surv[s$time < t]; if (length(v)) tail(v, 1) else 1 }
  list(low = sup[o, 1], high = at, mass = q[o], survfit = sapply(sup[o, 2], function(t) mid(t + 1e-9)))
}

# Mean number of events when death ends them (Ghosh and Lin): the estimate with a weight a person; its error is the derivative by the weights.
recurrent <- function(job) {
  d <- read(job$data); s <- d[[job$start]]; t <- d[[job$stop]]; z <- d[[job$status]]; id <- match(d[[job$id]], unique(d[[job$id]])); z[z > 2] <- 2; ok <- t > s; s <- s[ok]; t <- t[ok]; z <- z[ok]; id <- id[ok]
  times <- sort(unique(t[z > 0])); show <- times[sapply(times, function(u) any(t == u & z == 1))]
  mcf <- function(w) { S <- 1; m <- 0; out <- c(); for (u in times) { Y <- sum(w[id][s < u & t >= u]); m <- m + S * sum(w[id][t == u & z == 1]) / Y; S <- S * (1 - sum(w[id][t == u & z == 2]) / Y); if (u %in% show) out <- c(out, m) }; out }
  n <- max(id); eps <- 1e-5; J <- matrix(sapply(seq_len(n), function(i) { u <- rep(1, n); u[i] <- 1 + eps; v <- rep(1, n); v[i] <- 1 - eps; (mcf(u) - mcf(v)) / (2 * eps) }), ncol = n)
  list(time = show, mean = mcf(rep(1, n)), se = sqrt(rowSums(J^2)))
}

rates <- function(job) {
  d <- read(job$data); e <- c(0, unlist(job$cuts), 1e9); d$.g <- factor(d[[job$group]]); d$.zero <- 0; d$.from <- if (is.null(job$start)) 0 else d[[job$start]]
  p <- pyears(Surv(.from, d[[job$time]], d[[job$event]] == job$code) ~ .g + tcut(.zero, e, labels = seq_len(length(e) - 1)), data = d, scale = 1)
  L <- data.frame(events = as.numeric(p$event), time = as.numeric(p$pyears), g = rep(levels(d$.g), ncol(p$event)), band = rep(seq_len(ncol(p$event)), each = nrow(p$event))); L <- L[L$time > 0, ]
  ci <- sapply(seq_len(nrow(L)), function(i) poisson.test(L$events[i], L$time[i])$conf.int)
  m <- glm(events ~ factor(g) + factor(band) + offset(log(time)), poisson, L, control = glm.control(epsilon = 1e-15, maxit = 100))
  list(group = L$g, band = L$band, events = L$events, time = L$time, low = ci[1, ], high = ci[2, ], coef = unname(coef(m)), se = unname(sqrt(diag(vcov(m)))), logLik = as.numeric(logLik(m)), deviance = deviance(m), dispersion = if (m$df.residual > 0) sum(residuals(m, "pearson")^2) / m$df.residual)
}

answers <- lapply(jobs, function(job) tryCatch(suppressWarnings(switch(job$kind, fineGray = fineGray(job), firth = firth(job), ranges = ranges(job), turnbull = turnbull(job), recurrent = recurrent(job), rates = rates(job))), error = function(e) list(error = conditionMessage(e))))
write_json(answers, args[2], digits = NA, auto_unbox = FALSE, na = "null", null = "null")
