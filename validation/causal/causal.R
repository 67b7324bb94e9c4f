# Causal estimators by R's own packages, and clone-censor-weight written out plainly in R, on data made here from a fixed seed.
# Writes data and answers together, so that the tests need nothing else. Run: LC_ALL=C Rscript --vanilla causal.R answers.json
suppressMessages({library(survival); library(sandwich); library(geepack); library(survey); library(jsonlite)})
out <- tail(commandArgs(trailingOnly = TRUE), 1)
set.seed(20261122, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
tight <- glm.control(epsilon = 1e-14, maxit = 100)
R <- list()
fit <- function(m, v = NULL) list(term = names(coef(m)), coef = unname(coef(m)), se = unname(sqrt(diag(vcov(m)))),
  robust = if (is.null(v)) NA else unname(sqrt(diag(v))), deviance = m$deviance, nullDeviance = m$null.deviance, covariance = if (is.null(v)) NA else unname(v))

# 1. Logistic regression: plain, weighted, with offset; clusters by sandwich, geepack and survey
n <- 300
d <- data.frame(id = seq_len(n), cluster = sample(1:40, n, TRUE), age = round(rnorm(n, 40, 10), 1), severe = rbinom(n, 1, .4), group = sample(0:2, n, TRUE))
d$g1 <- as.integer(d$group == 1); d$g2 <- as.integer(d$group == 2)
d$off <- round(rnorm(n, 0, .3), 2); d$w <- round(runif(n, .2, 3), 2); d$w[sample(n, 15)] <- 0
shift <- rnorm(40, 0, .5)
d$y <- rbinom(n, 1, plogis(-1 + .02 * (d$age - 40) + .6 * d$severe - .4 * d$g2 + shift[d$cluster]))
f <- y ~ age + severe + g1 + g2
plain <- glm(f, binomial, d, control = tight)
kept <- d[d$w > 0, ]
weighted <- suppressWarnings(glm(f, binomial, kept, weights = w, control = tight))
offsetted <- glm(y ~ age + severe + offset(off), binomial, d, control = tight)
cl <- function(m, c) vcovCL(m, cluster = c, type = "HC0", cadjust = FALSE)
gee <- geeglm(f, id = cluster, data = d[order(d$cluster), ], family = binomial, corstr = "independence", control = geese.control(epsilon = 1e-12, maxit = 100))
svy <- svyglm(f, svydesign(~cluster, weights = ~w, data = kept), family = quasibinomial, control = tight)
R$logistic <- list(data = d, plain = fit(plain, cl(plain, d$cluster)), weighted = fit(weighted, cl(weighted, kept$cluster)), offset = fit(offsetted),
  hc0 = unname(sqrt(diag(sandwich(plain)))), gee = unname(summary(gee)$coefficients[, 2]), survey = list(se = unname(sqrt(diag(vcov(svy)))), clusters = length(unique(kept$cluster))))

# 2. Weights, truncation, balance
ps <- glm(severe ~ age + g1 + g2, binomial, d, control = tight); e <- fitted(ps); a <- d$severe; pm <- mean(a)
sw <- ifelse(a == 1, pm / e, (1 - pm) / (1 - e)); q <- unname(quantile(sw, c(.05, .95))); ow <- ifelse(a == 1, 1 - e, e)
smd <- function(v, w, share) { t <- a == 1; m1 <- weighted.mean(v[t], w[t]); m0 <- weighted.mean(v[!t], w[!t]); s2 <- if (share) c(mean(v[t]) * (1 - mean(v[t])), mean(v[!t]) * (1 - mean(v[!t]))) else c(var(v[t]), var(v[!t])); (m1 - m0) / sqrt(mean(s2)) }
R$weights <- list(e = unname(e), stabilized = unname(sw), low = q[1], high = q[2], truncatedMean = mean(pmin(pmax(sw, q[1]), q[2])), ess = sum(sw)^2 / sum(sw^2),
  smd = list(age = c(smd(d$age, rep(1, n), FALSE), smd(d$age, sw, FALSE)), y = c(smd(d$y, rep(1, n), TRUE), smd(d$y, sw, TRUE)), group = lapply(0:2, function(l) { v <- as.integer(d$group == l); c(smd(v, rep(1, n), TRUE), smd(v, sw, TRUE)) })),
  overlapAgeDifference = weighted.mean(d$age[a == 1], ow[a == 1]) - weighted.mean(d$age[a == 0], ow[a == 0]), overlapYDifference = weighted.mean(d$y[a == 1], ow[a == 1]) - weighted.mean(d$y[a == 0], ow[a == 0]))

# 3. Follow-up in days with a competing cause, weekly rows with changing weights
m <- 220
p <- data.frame(id = seq_len(m), arm = rbinom(m, 1, .5), x = round(rnorm(m), 2), cluster = sample(1:50, m, TRUE))
t1 <- ceiling(rexp(m, exp(-4.8 - .4 * p$arm + .3 * p$x))); t2 <- ceiling(rexp(m, exp(-6.5))); cz <- sample(30:250, m, TRUE)
p$time <- pmin(t1, t2, cz); p$cause <- ifelse(p$time == t1, 1L, ifelse(p$time == t2, 2L, 0L))
L <- do.call(rbind, lapply(seq_len(m), function(i) { e <- p$time[i]; j <- seq_len(ceiling(e / 7))
  data.frame(id = i, week = j, start = 7 * (j - 1), time = pmin(7 * j, e), code = c(rep(0L, length(j) - 1), p$cause[i]), arm = p$arm[i], cluster = p$cluster[i]) }))
L$w <- round(exp(.25 * p$x[match(L$id, p$id)] * pmin(L$week, 6) / 3), 3)
tau <- 120
km <- survfit(Surv(start, time, code > 0) ~ arm, data = L, weights = w, cluster = cluster, id = id, robust = TRUE)
ks <- summary(km, times = tau); rm <- summary(km, rmean = tau)$table
# survfit takes one weight a person when states compete, so Aalen-Johansen is written out; its error is the derivative by each cluster's weight
aalen <- function(start, stop, cause, w, tau) { S <- 1; F <- 0
  for (t in sort(unique(stop[cause > 0 & stop <= tau & w > 0]))) { at <- start < t & stop >= t; Y <- sum(w[at]); now <- stop == t; F <- F + S * sum(w[now & cause == 1]) / Y; S <- S * (1 - sum(w[now & cause > 0]) / Y) }
  c(F, S) }
jackknife <- function(z, w, by, tau, eps = 1e-4) sqrt(sum(sapply(unique(by), function(c) { u <- ifelse(by == c, eps, 0); (aalen(z$start, z$stop, z$cause, w * (1 + u), tau)[1] - aalen(z$start, z$stop, z$cause, w * (1 - u), tau)[1]) / (2 * eps) })^2))
aj <- lapply(0:1, function(a) { z <- L[L$arm == a, ]; y <- data.frame(start = z$start, stop = z$time, cause = z$code); c(aalen(y$start, y$stop, y$cause, z$w, tau), jackknife(y, z$w, z$cluster, tau)) })
# The robust error of the mean likewise: survfit prints the model-based one
area <- function(z, w) { S <- 1; A <- 0; before <- 0
  for (t in sort(unique(z$time[z$code > 0 & z$time <= tau]))) { at <- z$start < t & z$time >= t; A <- A + S * (t - before); before <- t; S <- S * (1 - sum(w[z$time == t & z$code > 0]) / sum(w[at])) }
  A + S * (tau - before) }
meanSe <- sapply(0:1, function(a) { z <- L[L$arm == a, ]; eps <- 1e-4; sqrt(sum(sapply(unique(z$cluster), function(c) { u <- ifelse(z$cluster == c, eps, 0); (area(z, z$w * (1 + u)) - area(z, z$w * (1 - u))) / (2 * eps) })^2)) })
pl <- glm(I(code == 1) ~ factor(week) + arm + x, binomial, transform(L[L$week <= 6, ], x = p$x[match(L$id[L$week <= 6], p$id)]), control = tight)
R$curves <- list(people = p, rows = data.frame(id = L$id, week = L$week, start = L$start, time = L$time, code = L$code, w = L$w, arm = L$arm, cluster = L$cluster), tau = tau,
  free = ks$surv, freeSe = ks$std.err, mean = unname(rm[, "rmean"]), meanSe = meanSe, risk = sapply(aj, `[`, 1), riskSe = sapply(aj, `[`, 3),
  pooled = list(term = names(coef(pl)), coef = unname(coef(pl)), robust = unname(sqrt(diag(vcovCL(pl, cluster = L$id[L$week <= 6], type = "HC0", cadjust = FALSE))))))

# 4. Marginal structural Cox: two treatments that begin in time
k <- 700
s <- data.frame(id = seq_len(k), a = sample(c(5:100, rep(999, 60)), k, TRUE), b = sample(c(5:100, rep(999, 90)), k, TRUE), z = round(rnorm(k), 2))
s$time <- ceiling(rexp(k, .012)); s$event <- as.integer(s$time <= 150); s$time <- pmin(s$time, 150)
rows <- do.call(rbind, lapply(seq_len(k), function(i) { r <- s[i, ]; cuts <- sort(unique(c(0, r$a[r$a < r$time], r$b[r$b < r$time], r$time)))
  data.frame(id = i, start = head(cuts, -1), time = cuts[-1], event = c(rep(0, length(cuts) - 2), r$event), first = as.integer(head(cuts, -1) >= r$a), second = as.integer(head(cuts, -1) >= r$b), z = r$z) }))
rows$w <- round(exp(.3 * rows$z * (rows$first - .4)), 3); rows$state <- factor(rows$first + 2 * rows$second)
tightCox <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 60)
joint <- coxph(Surv(start, time, event) ~ state, data = rows, weights = w, cluster = id, control = tightCox)
b <- unname(coef(joint)); V <- unname(vcov(joint)); gm <- c(-1, -1, 1); gr <- c(-exp(b[1]), -exp(b[2]), exp(b[3]))
few <- rows[rows$id <= 60, ]; side <- coxph(Surv(start, time, event) ~ first + second, data = few, weights = w, cluster = id, control = tightCox)
R$msm <- list(rows = rows[, c("id", "start", "time", "event", "first", "second", "w")], coef = b, se = sqrt(diag(V)), multiplicative = c(sum(gm * b), sqrt(drop(gm %*% V %*% gm))),
  reri = c(exp(b[3]) - exp(b[1]) - exp(b[2]) + 1, sqrt(drop(gr %*% V %*% gr))), few = list(coef = unname(coef(side)), se = unname(sqrt(diag(vcov(side))))))

# 5. Lottery: difference of weighted means with clusters (as weighted least squares), and the set of ratios by inverting the test
l <- data.frame(person = sample(1:150, 260, TRUE), z = rbinom(260, 1, .35)); l$w <- round(runif(260, .5, 3), 2)
l$d <- rbinom(260, 1, ifelse(l$z == 1, .7, .15)); l$y <- rbinom(260, 1, .55 - .2 * l$d)
set <- function(l) { my <- lm(y ~ z, l, weights = w); md <- lm(d ~ z, l, weights = w)
  V <- function(r) { X <- cbind(1, l$z); B <- solve(crossprod(X * l$w, X)); u <- rowsum(X * (l$w * r), l$person); (B %*% crossprod(u) %*% B)[2, 2] }
  stat <- function(th) (coef(my)[2] - th * coef(md)[2])^2 / V(resid(my) - th * resid(md)) - qnorm(.975)^2
  grid <- seq(-60, 60, by = .005); v <- sapply(grid, stat); at <- which(v[-1] * v[-length(v)] < 0)
  list(rd = unname(coef(my)[2]), rdSe = sqrt(V(resid(my))), uptake = unname(coef(md)[2]), uptakeSe = sqrt(V(resid(md))), rdSe2 = sqrt(vcovCL(my, cluster = l$person, type = "HC0", cadjust = FALSE)[2, 2]),
    ends = sapply(at, function(i) uniroot(stat, grid[i + 0:1], tol = 1e-13)$root), insideAtZero = unname(stat(0) <= 0), insideFarOut = unname(stat(1e6) <= 0)) }
weak <- l[1:60, ]; weak$d <- rep(c(0, 1, 1), 20); weak$y <- rbinom(60, 1, ifelse(weak$z == 1, .8, .25))
R$lottery <- list(data = l, strong = set(l), weakData = weak, weak = set(weak))

# 6. Clone-censor-weight, written out person by person
N <- 260
c0 <- data.frame(id = seq_len(N), age = round(rnorm(N), 2), time = 0, cause = 0L, start = Inf); W <- 26; crave <- matrix(0, N, W)
for (i in seq_len(N)) { cr <- rbinom(1, 1, .5); begun <- Inf; end <- NA
  for (j in seq_len(W)) { crave[i, j] <- cr
    if (is.infinite(begun) && runif(1) < plogis(-1.9 + .8 * cr + .3 * c0$age[i] - .05 * j)) begun <- 7 * (j - 1) + sample(7, 1)
    h <- plogis(-4.2 + .9 * cr - .5 * (begun <= 7 * j)); u <- runif(1)
    if (u < h) { c0$time[i] <- 7 * (j - 1) + sample(7, 1); c0$cause[i] <- 1L; break } else if (u < h + .004) { c0$time[i] <- 7 * (j - 1) + sample(7, 1); c0$cause[i] <- 2L; break } else if (runif(1) < .004) { c0$time[i] <- 7 * (j - 1) + sample(7, 1); break }
    cr <- rbinom(1, 1, plogis(-1 + 2 * cr)); if (j == W) c0$time[i] <- 182 }
  c0$start[i] <- begun }
begins <- with(c0, start < time | (start == time & cause == 0))
ccw <- function(control, tau, K = 4) { J <- if (control == "later") K else ceiling(tau / 7)
  P <- do.call(rbind, lapply(seq_len(N), function(i) { end <- min(c0$time[i], c0$start[i], 7 * J); j <- seq_len(ceiling(end / 7))
    data.frame(id = i, j = j, A = as.integer(begins[i] & c0$start[i] > 7 * (j - 1) & c0$start[i] <= 7 * j), crave = crave[i, j], age = c0$age[i]) }))
  P$late <- as.integer(P$j > K); P$slope <- ifelse(P$j > K, log(pmax(P$j - K, 1)), 0); P$wk <- factor(pmin(P$j, K + 1))
  X <- if (control == "later") "wk" else "wk + slope"
  num <- glm(as.formula(paste("A ~", X)), binomial, P, control = tight); den <- glm(as.formula(paste("A ~", X, "+ age + crave")), binomial, P, control = tight)
  P$hbar <- fitted(num); P$h <- fitted(den); hb <- sapply(1:K, function(j) P$hbar[P$j == j][1]); fb <- hb * cumprod(c(1, 1 - hb))[1:K]; hs <- fb / rev(cumsum(rev(fb)))
  clones <- list()
  for (i in seq_len(N)) { Q <- P[P$id == i, ]
    for (arm in 1:0) { leave <- if (arm == 1) { if (begins[i] && c0$start[i] <= 7 * K) Inf else 7 * K } else if (begins[i] && (control == "never" || c0$start[i] <= 7 * K)) c0$start[i] else Inf
      end <- min(leave, c0$time[i], tau); w <- 1
      for (j in seq_len(ceiling(end / 7))) { stop <- min(7 * j, end); half <- if (arm == 0 && j <= nrow(Q)) sqrt((1 - Q$hbar[j]) / (1 - Q$h[j])) else 1
        clones[[length(clones) + 1]] <- c(i, arm, 7 * (j - 1), stop, if (stop == end && c0$time[i] <= end) c0$cause[i] else 0, w * half)
        if (j <= nrow(Q)) { q <- Q[j, ]; if (arm == 1 && j <= K) w <- w * (if (q$A == 1) hs[j] / q$h else (1 - hs[j]) / (1 - q$h)); if (arm == 0 && q$A == 0) w <- w * (1 - q$hbar) / (1 - q$h) } } } }
  C <- as.data.frame(do.call(rbind, clones)); names(C) <- c("id", "arm", "start", "stop", "cause", "w"); cap <- tapply(C$w, C$arm, quantile, .99); C$wt <- pmin(C$w, cap[as.character(C$arm)])
  C$clone <- C$id * 2 + C$arm
  est <- function(w) { x <- lapply(0:1, function(a) { k <- C$arm == a; z <- C[k, ]; c(aalen(z$start, z$stop, z$cause, w[k], tau), jackknife(z, w[k], z$id, tau)) })
    list(risk = sapply(x, `[`, 1), se = sapply(x, `[`, 3), free = sapply(x, `[`, 2)) }
  fin <- C[C$stop == tau | (C$cause > 0), ]; ess <- function(a) { w <- fin$wt[fin$arm == a]; sum(w)^2 / sum(w^2) }
  list(coef = unname(coef(den)[c("age", "crave")]), hbar = hb, cap = as.numeric(cap), untruncated = est(C$w), truncated = est(C$wt), ess = c(ess(0), ess(1))) }
R$ccw <- list(people = transform(c0, start = ifelse(is.finite(start), start, NA)), crave = crave, later = ccw("later", 180), never = ccw("never", 90))
R$meta <- list(R = R.version.string, sandwich = as.character(packageVersion("sandwich")), geepack = as.character(packageVersion("geepack")), survey = as.character(packageVersion("survey")), survival = as.character(packageVersion("survival")))
write_json(R, out, digits = NA, auto_unbox = TRUE, na = "null", dataframe = "columns")
