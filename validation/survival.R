# Answers survival jobs with R's survival and cmprsk: Rscript survival.R jobs.json answers.json
suppressMessages({library(survival); library(cmprsk); library(jsonlite)})
args <- commandArgs(TRUE)
jobs <- fromJSON(args[1], simplifyVector = FALSE)
read <- function(path) read.csv(path, na.strings = c("", "NA"), stringsAsFactors = FALSE)
tight <- coxph.control(eps = 1e-13, toler.chol = 1e-14, toler.inf = 1e-6, iter.max = 100)
num <- function(x) if (is.null(x) || length(x) == 0) NULL else as.numeric(x)

cox <- function(job, d) {
  f <- as.formula(job$formula, env = environment())
  d$.w <- if (is.null(job$weights)) rep(1, nrow(d)) else as.numeric(d[[job$weights]])
  m <- if (isTRUE(job$robust)) coxph(f, data = d, ties = job$ties, weights = .w, control = tight, model = TRUE, x = TRUE, robust = TRUE)
       else coxph(f, data = d, ties = job$ties, weights = .w, control = tight, model = TRUE, x = TRUE)
  s <- summary(m); k <- s$coefficients
  z <- tryCatch(cox.zph(m, transform = "km"), error = function(e) list(table = matrix(NA, 1, 3)))
  b <- tryCatch(basehaz(m, centered = FALSE), error = function(e) NULL) # R refuses some interactions
  list(n = m$n, events = m$nevent, terms = names(coef(m)), coef = num(coef(m)), se = num(k[, "se(coef)"]),
    robust = if ("robust se" %in% colnames(k)) num(k[, "robust se"]), z = num(k[, "z"]), p = num(k[, ncol(k)]),
    low = num(s$conf.int[, 3]), high = num(s$conf.int[, 4]), ll0 = m$loglik[1], ll = m$loglik[2], lr = num(s$logtest), wald = num(waldOf(m)),
    score = num(s$sctest), robscore = num(s$robscore), concordance = num(s$concordance),
    zphTerms = rownames(z$table), zph = num(z$table[, 1]), zphDf = num(z$table[, 2]), vcov = num(vcov(m)), hazardEnd = if (is.null(b)) NULL else if (is.null(b$strata)) tail(b$hazard, 1) else num(tapply(b$hazard, b$strata, tail, 1)),
    curve = curveOf(m, d), residualsMartingale = num(residuals(m, "martingale")), residualsDeviance = num(residuals(m, "deviance")), dfbeta = num(residuals(m, "dfbeta", weighted = TRUE)))
}
# The curve that the model predicts for the first person, at a dozen event times; R refuses some interactions.
curveOf <- function(m, d) {
  if (any(grepl("offset", deparse(formula(m))))) return(NULL)
  first <- setdiff(seq_len(nrow(d)), m$na.action)[1]
  s <- tryCatch(survfit(m, newdata = d[first, ], conf.type = "log"), error = function(e) NULL)
  if (is.null(s) || !is.null(dim(s$surv)) && ncol(s$surv) > 1) return(NULL)
  k <- which(s$n.event > 0); k <- k[unique(round(seq(1, length(k), length.out = min(12, length(k)))))]
  list(time = num(s$time[k]), surv = num(s$surv[k]), se = num(s$surv[k] * s$std.err[k]), low = num(s$lower[k]), high = num(s$upper[k]))
}
# The summary rounds the Wald test to two decimals.
waldOf <- function(m) { v <- vcov(m); b <- coef(m); if (anyNA(b)) return(NULL); w <- sum(b * solve(v, b)); c(w, length(b), pchisq(w, length(b), lower.tail = FALSE)) }

km <- function(job, d) {
  f <- as.formula(job$formula, env = environment())
  d$.w <- if (is.null(job$weights)) rep(1, nrow(d)) else as.numeric(d[[job$weights]])
  out <- list()
  for (type in c("log-log", "log", "plain")) {
    s <- survfit(f, data = d, weights = .w, conf.type = type)
    x <- summary(s, censored = TRUE)
    t <- summary(s, rmean = job$tau)$table; if (is.null(dim(t))) t <- t(as.matrix(t))
    out[[type]] <- list(group = if (is.null(x$strata)) rep(1, length(x$time)) else as.integer(x$strata), time = x$time, atRisk = x$n.risk, events = x$n.event, censored = x$n.censor,
      surv = x$surv, se = num(x$std.err), low = num(x$lower), high = num(x$upper), cumhaz = num(x$cumhaz), secumhaz = num(x$std.chaz), n = num(t[, "records"]), nevents = num(t[, "events"]), median = num(t[, "median"]),
      medianLow = num(t[, "0.95LCL"]), medianHigh = num(t[, "0.95UCL"]), rmean = num(t[, "rmean"]), rmeanSe = num(t[, "se(rmean)"]))
  }
  out
}

# survdiff takes no delayed entry. Without ties the test is the score test of coxph; with ties, that of the exact conditional
# likelihood, which R cannot compute for many ties: so the hypergeometric sums are written out here.
entryTest <- function(f, d) {
  mf <- model.frame(f, d); y <- mf[[1]]; isStrata <- grepl("^strata\\(", names(mf)); g <- factor(do.call(paste, mf[which(!isStrata)[-1]]))
  s <- if (any(isStrata)) mf[[which(isStrata)]] else factor(rep(1, nrow(mf)))
  u <- 0; v <- 0
  for (k in levels(s)) { i <- s == k
    for (t in sort(unique(y[i & y[, 3] == 1, 2]))) { r <- i & y[, 1] < t & y[, 2] >= t; e <- r & y[, 2] == t & y[, 3] == 1
      n <- sum(r); dd <- sum(e); share <- table(g[r]) / n
      u <- u + table(g[e]) - dd * share; if (n > 1) v <- v + dd * (n - dd) / (n - 1) * (diag(as.numeric(share)) - outer(as.numeric(share), as.numeric(share))) } }
  keep <- which(diag(v) > 1e-12)[-1]
  exact <- if (sum(duplicated(y[y[, 3] == 1, 2])) < 5 && !any(isStrata)) coxph(f, data = d, ties = "exact", control = coxph.control(iter.max = 0))$score
  list(chisq = sum(u[keep] * solve(v[keep, keep, drop = FALSE], u[keep])), df = length(keep), exact = exact)
}

test <- function(job, d) {
  f <- as.formula(job$formula, env = environment())
  if (isTRUE(job$entry)) return(entryTest(f, d))
  s <- survdiff(f, data = d, rho = job$rho)
  o <- if (is.matrix(s$obs)) rowSums(s$obs) else s$obs; e <- if (is.matrix(s$exp)) rowSums(s$exp) else s$exp
  list(n = num(s$n), observed = num(o), expected = num(e), chisq = s$chisq, df = sum(e > 0) - 1)
}

incidence <- function(job, d) {
  d <- d[complete.cases(d[, c(job$time, job$status, job$group)]), ]
  x <- cuminc(d[[job$time]], d[[job$status]], if (is.null(job$group)) rep("all", nrow(d)) else d[[job$group]])
  curves <- x[names(x) != "Tests"]
  list(names = names(curves), ends = lapply(curves, function(v) { k <- which(!duplicated(v$time, fromLast = TRUE)); k <- k[diff(c(0, v$est[k])) > 0]; list(time = v$time[k], est = v$est[k], var = v$var[k]) }),
    gray = if (is.null(x$Tests)) NULL else list(chisq = num(x$Tests[, 1]), p = num(x$Tests[, 2]), df = num(x$Tests[, 3])))
}

recurrent <- function(job, d) {
  s <- survfit(as.formula(job$formula), data = d, id = d[[job$id]]); k <- s$n.event > 0
  list(time = s$time[k], mean = s$cumhaz[k], se = s$std.chaz[k])
}

generalized <- function(job, d) { # cloglog on person-intervals, or Poisson rates
  control <- glm.control(epsilon = 1e-15, maxit = 200)
  if (job$family == "poisson") { m <- glm(as.formula(job$formula), data = d, family = poisson, control = control); return(list(coef = num(coef(m)), se = num(sqrt(diag(vcov(m)))), logLik = as.numeric(logLik(m)))) }
  d <- d[complete.cases(d[, unlist(job$x)]), ]; last <- findInterval(d[[job$time]], unlist(job$cuts)) - (d[[job$event]] == 0); keep <- which(last >= 1)
  long <- do.call(rbind, lapply(keep, function(i) data.frame(interval = seq_len(last[i]), y = c(rep(0, last[i] - 1), d[[job$event]][i]), d[i, unlist(job$x), drop = FALSE], row.names = NULL)))
  m <- glm(reformulate(c("factor(interval)", unlist(job$x), "-1"), "y"), data = long, family = binomial("cloglog"), control = control)
  list(coef = num(coef(m)), se = num(sqrt(diag(vcov(m)))), logLik = as.numeric(logLik(m)))
}

exportOwn <- function(folder) { # data sets of R's own packages
  put <- function(d, name) write.csv(d, file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "")
  put(lung, "lung"); put(veteran, "veteran"); put(cgd, "cgd"); put(mgus2, "mgus2"); put(ovarian, "ovarian"); put(colon, "colon"); put(bladder2, "bladder2")
  put(retinopathy, "retinopathy"); put(diabetic, "diabetic"); put(nwtco, "nwtco"); b1 <- bladder1; b1 <- b1[b1$start < b1$stop, ]; put(b1[, c("id", "start", "stop", "status")], "bladder1"); put(heart, "heart"); put(kidney, "kidney"); put(rats, "rats"); put(pbc, "pbc"); put(aml, "aml"); put(gbsg, "gbsg"); put(rotterdam, "rotterdam"); put(flchain, "flchain"); put(myeloid, "myeloid")
  r <- rhDNase; r <- r[!duplicated(r$id), ]; r$time <- with(r, ifelse(is.na(ivstart) | ivstart < 0.5, as.numeric(end.dt - entry.dt), ivstart)); r$status <- as.integer(!is.na(r$ivstart) & r$ivstart >= 0.5); put(r[, c("id", "trt", "fev", "time", "status")], "rhDNase")
  m <- mgus2; m$etime <- with(m, ifelse(pstat == 0, futime, ptime)); m$cause <- with(m, ifelse(pstat == 0, 2 * death, 1)); put(m, "mgus2_competing")
  NULL
}

answers <- lapply(jobs, function(job) {
  if (job$kind == "export") return(exportOwn(job$folder))
  d <- read(job$data)
  tryCatch(suppressWarnings(switch(job$kind, cox = cox(job, d), km = km(job, d), test = test(job, d), cuminc = incidence(job, d), mcf = recurrent(job, d), glm = generalized(job, d))),
    error = function(e) list(error = conditionMessage(e)))
})
write_json(answers, args[2], digits = NA, auto_unbox = FALSE, na = "null", null = "null")
