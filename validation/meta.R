# Answers meta-analysis jobs with R's metafor: Rscript meta.R jobs.json answers.json
suppressMessages({library(metafor); library(jsonlite)})
args <- commandArgs(TRUE)
jobs <- fromJSON(args[1], simplifyVector = FALSE)
num <- function(x) if (is.null(x) || length(x) == 0) NULL else as.numeric(x)
tight <- list(threshold = 1e-12, tol = 1e-15, maxiter = 1000, tau2.max = 1e4)

exportOwn <- function(folder) {
  put <- function(name, study, effect, variance, mod = NULL) { k <- !is.na(effect) & !is.na(variance); d <- data.frame(study = study, effect = as.numeric(effect), variance = as.numeric(variance)); if (!is.null(mod)) d$mod <- mod; write.csv(d[k, ], file.path(folder, paste0("meta-", name, ".csv")), row.names = FALSE, na = "") }
  e <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg); put("bcg", e$trial, e$yi, e$vi, e$ablat)
  put("raudenbush", dat.raudenbush1985$study, dat.raudenbush1985$yi, dat.raudenbush1985$vi, dat.raudenbush1985$weeks)
  put("hackshaw", seq_along(dat.hackshaw1998$yi), dat.hackshaw1998$yi, dat.hackshaw1998$vi, dat.hackshaw1998$year)
  e <- escalc(measure = "SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.normand1999); put("normand", seq_along(e$yi), e$yi, e$vi, e$n1i)
  e <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.yusuf1985); put("yusuf", seq_along(e$yi), e$yi, e$vi)
  e <- escalc(measure = "OR", ai = b.xti, n1i = nti, ci = b.xci, n2i = nci, data = dat.collins1985a) ; put("collins", seq_along(e$yi), e$yi, e$vi)
  put("bangertdrowns", dat.bangertdrowns2004$id, dat.bangertdrowns2004$yi, dat.bangertdrowns2004$vi, dat.bangertdrowns2004$ni)
  counts <- function(name, measure, d, mod = NULL) { e <- escalc(measure = measure, ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = d); put(name, seq_len(nrow(e)), e$yi, e$vi, mod) }
  counts("li2007", "OR", dat.li2007, dat.li2007$year); counts("nielweise2007", "RR", dat.nielweise2007); counts("hine1989", "RD", dat.hine1989); counts("linde2005", "RR", dat.linde2005, dat.linde2005$year)
  counts("anand1999", "OR", dat.anand1999); counts("egger2001", "OR", dat.egger2001, dat.egger2001$year); counts("lee2004", "OR", dat.lee2004); counts("graves2010", "RR", dat.graves2010)
  h <- dat.hartmannboyce2018; counts("hartmannboyce2018", "RR", data.frame(ai = h$x.nrt, n1i = h$n.nrt, ci = h$x.ctrl, n2i = h$n.ctrl))
  v <- dat.viechtbauer2021; counts("viechtbauer2021", "OR", data.frame(ai = v$xTi, n1i = v$nTi, ci = v$xCi, n2i = v$nCi), v$dose)
  e <- escalc(measure = "ROM", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.curtis1998); put("curtis1998", seq_along(e$yi), e$yi, e$vi, e$time)
  e <- escalc(measure = "ZCOR", ri = ri, ni = ni, data = dat.mcdaniel1994); put("mcdaniel1994", seq_along(e$yi), e$yi, e$vi)
  e <- escalc(measure = "ZCOR", ri = ri, ni = ni, data = dat.molloy2014); put("molloy2014", seq_along(e$yi), e$yi, e$vi, dat.molloy2014$quality)
  # The same as STUDIES.csv of `cairn meta`: counts and means as the trials report them.
  studies <- function(name, ...) write.csv(data.frame(...), file.path(folder, paste0("studies-", name, ".csv")), row.names = FALSE, na = "")
  with(dat.bcg, studies("bcg", study = paste(author, year), events_t = tpos, n_t = tpos + tneg, events_c = cpos, n_c = cpos + cneg, ablat = ablat, alloc = alloc))
  with(dat.nielweise2007, studies("nielweise", study = study, events_t = ai, n_t = n1i, events_c = ci, n_c = n2i, year = year))
  with(dat.normand1999, studies("normand", study = source, mean_t = m1i, sd_t = sd1i, n_t = n1i, mean_c = m2i, sd_c = sd2i, n_c = n2i))
  put("baskerville2012", seq_along(dat.baskerville2012$smd), dat.baskerville2012$smd, dat.baskerville2012$se^2, dat.baskerville2012$score)
  NULL
}

fit <- function(job) {
  y <- unlist(job$effect); v <- unlist(job$variance); X <- if (is.null(job$mod)) NULL else unlist(job$mod)
  # metafor divides tau2 by 1 in its search, so small variances are looked for in larger units and taken back
  r <- if (is.null(X)) rma(y, v, method = job$method, test = job$test, control = tight) else rma(y, v, mods = X, method = job$method, test = job$test, control = tight)
  p <- if (is.null(X)) predict(r)
  out <- list(beta = num(r$beta), se = num(r$se), p = num(r$pval), low = num(r$ci.lb), high = num(r$ci.ub), tau2 = num(r$tau2), i2 = num(r$I2), h2 = num(r$H2), q = num(r$QE), qp = num(r$QEp),
    qm = num(r$QM), qmp = num(r$QMp), pilow = num(p$pi.lb), pihigh = num(p$pi.ub))
  if (job$method != "FE") { ci <- tryCatch(suppressWarnings(confint(r, control = list(tol = 1e-15, tau2.max = 1e4))), error = function(e) NULL); if (!is.null(ci)) { out$taulow <- num(ci$random[1, 2]); out$tauhigh <- num(ci$random[1, 3]) } }
  if (is.null(X)) { e <- regtest(r, model = "lm"); out$egger <- num(c(e$zval, e$pval)); b <- suppressWarnings(ranktest(r)); out$begg <- num(c(b$tau, b$pval)); out$weights <- num(weights(r)) }
  if (is.null(X) && length(y) > 3 && isTRUE(job$influence)) { i <- influence(r)$inf; d <- influence(r)$dfbs; out$influence <- num(c(i$rstudent, i$dffits, i$cook.d, i$cov.r, i$tau2.del, i$QE.del, i$hat, d[[1]])) }
  out
}

counts <- function(job) {
  g <- function(n) unlist(job[[n]])
  one <- function(r) list(estimate = num(r$beta), se = num(r$se), q = num(r$QE), k = num(r$k.yi))
  out <- list()
  # Our risk differences and Peto's odds ratios use the counts as they are; metafor would add 0.5 to studies with a zero cell.
  for (m in c("OR", "RR", "RD", "PETO")) { e <- suppressWarnings(escalc(measure = m, ai = g("a"), n1i = g("n1"), ci = g("c"), n2i = g("n2"), to = if (m %in% c("RD", "PETO")) "none" else "only0")); out[[m]] <- list(yi = as.numeric(e$yi), vi = as.numeric(e$vi)) }
  for (m in c("OR", "RR", "RD")) out[[paste0("MH_", m)]] <- tryCatch(suppressWarnings(one(rma.mh(measure = m, ai = g("a"), n1i = g("n1"), ci = g("c"), n2i = g("n2")))), error = function(e) NULL)
  out$peto <- tryCatch(suppressWarnings(one(rma.peto(ai = g("a"), n1i = g("n1"), ci = g("c"), n2i = g("n2")))), error = function(e) NULL)
  out
}

means <- function(job) {
  g <- function(n) unlist(job[[n]])
  out <- list()
  for (m in c("MD", "SMD")) { e <- escalc(measure = m, m1i = g("m1"), sd1i = g("s1"), n1i = g("n1"), m2i = g("m2"), sd2i = g("s2"), n2i = g("n2")); out[[m]] <- list(yi = as.numeric(e$yi), vi = as.numeric(e$vi)) }
  out
}

answers <- lapply(jobs, function(job) {
  if (job$kind == "export") return(exportOwn(job$folder))
  tryCatch(switch(job$kind, fit = suppressWarnings(fit(job)), counts = counts(job), means = means(job)), error = function(e) list(error = conditionMessage(e)))
})
write_json(answers, args[2], digits = NA, auto_unbox = FALSE, na = "null", null = "null")
