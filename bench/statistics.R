# The same work in R on the same data: Rscript statistics.R folder replicates meta-analyses. Prints seconds by the clock and of the processor.
suppressMessages({library(survival); library(metafor); library(parallel)})
args <- commandArgs(TRUE); folder <- args[1]
read <- function(name) readBin(file.path(folder, name), "double", n = file.size(file.path(folder, name)) / 8)
took <- function(label, work) {
  gc(); t <- system.time(work())
  cat(label, t[["elapsed"]], sum(t[c("user.self", "sys.self", "user.child", "sys.child")], na.rm = TRUE), "\n")
}
time <- read("time.f64"); event <- read("event.f64"); n <- length(time)
x <- matrix(read("x.f64"), n); colnames(x) <- paste0("x", seq_len(ncol(x))); group <- as.integer(read("group.f64")); exact <- read("exact.f64")
y <- Surv(time, event)
control <- coxph.control()
took("coxph.fit", function() coxph.fit(x, y, NULL, NULL, NULL, control, NULL, "efron", NULL, nocenter = NULL))
d <- as.data.frame(x); d$time <- time; d$event <- event
took("coxph", function() coxph(reformulate(colnames(x), quote(Surv(time, event))), d))
took("survfit", function() survfit(Surv(time, event) ~ group))
took("survfit.exact", function() survfit(Surv(exact, event) ~ group))
took("survdiff", function() survdiff(Surv(time, event) ~ group))
took("survdiff.exact", function() survdiff(Surv(exact, event) ~ group))
rm(x, d, y)
bt <- read("boot-time.f64"); be <- read("boot-event.f64"); m <- length(bt); bx <- matrix(read("boot-x.f64"), m); replicates <- as.integer(args[2])
set.seed(1)
fit <- function(w, init) { k <- w > 0
  coxph.fit(bx[k, ], Surv(bt[k], be[k]), NULL, NULL, init, control, as.double(w[k]), "efron", NULL, nocenter = NULL)$coefficients }
took("bootstrap", function() for (b in seq_len(replicates)) fit(tabulate(sample.int(m, m, TRUE), m), NULL))
# R with what ours has: it starts at the first fit, and two processes share the samples.
first <- fit(rep(1, m), NULL)
took("bootstrap.parallel", function() mclapply(seq_len(replicates), function(b) fit(tabulate(sample.int(m, m, TRUE), m), first), mc.cores = 2))
effect <- read("meta-effect.f64"); variance <- read("meta-variance.f64"); metas <- as.integer(args[3])
took("metafor", function() for (i in seq_len(metas)) { j <- (i - 1) * 10 + 1:10; rma(effect[j], variance[j], method = "REML", test = "knha", control = list(maxiter = 1000, stepadj = 0.5)) })
