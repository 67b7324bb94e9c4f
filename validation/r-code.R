# Runs R as `--r-code` printed it and tells everything that it would show: Rscript r-code.R printed.json shown.json
# Every script has a process of its own with nothing attached: a child of this one, where the packages are only loaded, which is quick.
args <- commandArgs(TRUE)
for (package in c("survival", "cmprsk", "metafor", "jsonlite")) invisible(loadNamespace(package))
num <- function(x) if (length(x) == 0) NULL else as.numeric(x)
steps <- function(v) { k <- which(!duplicated(v$time, fromLast = TRUE)); k <- k[diff(c(0, v$est[k])) > 0]; list(time = num(v$time[k]), est = num(v$est[k]), var = num(v$var[k])) }
rows <- function(x, names) lapply(unclass(x)[names], num)
fit <- function(r) list(terms = rownames(r$beta), beta = num(r$beta), se = num(r$se), p = num(r$pval), low = num(r$ci.lb), high = num(r$ci.ub), tau2 = num(r$tau2), i2 = num(r$I2), h2 = num(r$H2), r2 = num(r$R2),
  q = num(r$QE), qp = num(r$QEp), qm = num(r$QM), qmp = num(r$QMp), k = num(r$k), kYi = num(r$k.yi), yi = num(r$yi), vi = num(r$vi), missing = num(r$k0), side = r$side)
take <- function(v) {
  kind <- class(v)[1]
  c(list(kind = kind), switch(kind,
    summary.survfit = list(group = if (is.null(v$strata)) rep(1, length(v$time)) else as.integer(v$strata), time = num(v$time), atRisk = num(v$n.risk), events = num(v$n.event), censored = num(v$n.censor), surv = num(v$surv), se = num(v$std.err), low = num(v$lower), high = num(v$upper)),
    summary.survfitms = list(group = if (is.null(v$strata)) rep(1, length(v$time)) else as.integer(v$strata), time = num(v$time), pstate = lapply(seq_len(ncol(v$pstate)), function(k) num(v$pstate[, k]))),
    survdiff = list(n = num(v$n), observed = num(rowSums(as.matrix(v$obs))), expected = num(rowSums(as.matrix(v$exp)))),
    summary.coxph = list(terms = rownames(v$coefficients), n = num(v$n), events = num(v$nevent), coef = num(v$coefficients[, "coef"]), se = num(v$coefficients[, "se(coef)"]), robust = if ("robust se" %in% colnames(v$coefficients)) num(v$coefficients[, "robust se"]),
      z = num(v$coefficients[, "z"]), p = num(v$coefficients[, ncol(v$coefficients)]), hr = num(v$conf.int[, 1]), low = num(v$conf.int[, 3]), high = num(v$conf.int[, 4]), lr = num(v$logtest), score = num(v$sctest), robustScore = num(v$robscore), concordance = num(v$concordance)),
    cox.zph = list(terms = rownames(v$table), chisq = num(v$table[, 1]), df = num(v$table[, 2]), p = num(v$table[, 3])),
    cuminc = list(names = I(setdiff(names(v), "Tests")), curves = unname(lapply(v[setdiff(names(v), "Tests")], steps))),
    rma.uni = fit(v), rma.mh = fit(v), rma.peto = fit(v), rma.uni.trimfill = fit(v),
    predict.rma = list(low = num(v$pi.lb), high = num(v$pi.ub)),
    confint.rma = list(low = num(v$random[1, 2]), high = num(v$random[1, 3])),
    regtest = list(t = num(v$zval), p = num(v$pval)), ranktest = list(tau = num(v$tau), p = num(v$pval)),
    list.rma = rows(v, c("estimate", "se", "tau2")), infl.rma.uni = rows(v$inf, c("rstudent", "dffits", "cook.d", "cov.r", "tau2.del", "QE.del", "hat")),
    matrix = , array = list(rows = rownames(v), columns = colnames(v), values = lapply(seq_len(nrow(v)), function(i) num(v[i, ]))),
    data.frame = lapply(v, function(x) if (is.numeric(x)) num(x) else as.character(x)),
    numeric = , integer = list(names = names(v), values = num(v)),
    list = if (inherits(v[[1]], "rma")) list(names = names(v), fits = unname(lapply(v, fit))) else list(est = lapply(seq_len(nrow(v$est)), function(i) num(v$est[i, ])), curves = rownames(v$est))))
}
run <- function(code) {
  shown <- list()
  capture.output(for (e in parse(text = code, encoding = "UTF-8", keep.source = FALSE)) { v <- withVisible(eval(e, globalenv())); if (v$visible) shown[[length(shown) + 1]] <- take(v$value) })
  shown
}
answers <- parallel::mclapply(jsonlite::fromJSON(args[1]), function(code) tryCatch(suppressMessages(suppressWarnings(run(code))), error = function(e) list(list(kind = "error", message = conditionMessage(e)))), mc.cores = 2, mc.preschedule = FALSE)
jsonlite::write_json(answers, args[2], digits = NA, auto_unbox = FALSE, na = "null", null = "null")
