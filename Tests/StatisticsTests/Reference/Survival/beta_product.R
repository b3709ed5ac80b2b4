# Limits of a Kaplan-Meier share of 0 or 1 by the beta product procedure (Fay, Brittain and Proschan
# 2013), written out from the paper: S is a product of Beta(Y - d + 1, d) over the times with d events and
# Y at risk. `mm` is its method of moments, which ashi prints; `exact` the quantile of the product itself, by
# partial fractions; `cp` is Clopper and Pearson's limit, which both must equal without censoring. R survival
# itself has no log-log limits there (the script stops if it had).
source("Samples/samples.R")
header("survival")
suppressMessages(library(survival))
upper <- function(name, time, status) {
  f <- summary(survfit(Surv(time, status) ~ 1, conf.type = "log-log"))
  stopifnot(tail(f$surv, 1) == 0, is.na(tail(f$upper, 1)))
  y <- f$n.risk; d <- f$n.event
  a <- y - d + 1; b <- d
  m <- prod(a / (a + b)); s <- prod(a * (a + 1) / ((a + b) * (a + b + 1)))
  k <- m * (1 - m) / (s - m^2) - 1
  put(name, "mm", qbeta(0.975, m * k, (1 - m) * k))
  # log S is minus a sum of exponentials of the distinct rates Y, Y - 1, ... of single events.
  rates <- unlist(mapply(function(y, d) y - seq_len(d) + 1, y, d, SIMPLIFY = FALSE))
  weights <- sapply(seq_along(rates), function(i) prod(rates[-i] / (rates[-i] - rates[i])))
  below <- function(x) sum(weights * x^rates)
  put(name, "exact", uniroot(function(x) below(x) - 0.975, c(1e-9, 1 - 1e-9), tol = 1e-13)$root)
  if (all(status == 1)) put(name, "cp", binom.test(0, length(time))$conf.int[2])
}
lower <- function(name, time, status, at) {
  n <- sum(time >= at)
  stopifnot(!any(status == 1 & time <= at))
  put(name, "low", binom.test(n, n)$conf.int[1])
}
upper("everyone12", c(1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 6), rep(1, 12))
upper("censored12", c(1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 6), c(1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1))
upper("early15", rep(1:5, each = 3), c(0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1))
upper("late9", c(2, 2, 3, 4, 4, 5, 6, 7, 8), c(1, 1, 0, 1, 0, 0, 0, 0, 1))
lower("nobody10at4", c(2, 3, 4, 4, 5, 6, 6, 7, 8, 9), c(0, 0, 0, 0, 1, 1, 0, 1, 1, 0), 4)
lower("nobody10at1", c(2, 3, 4, 4, 5, 6, 6, 7, 8, 9), c(0, 0, 0, 0, 1, 1, 0, 1, 1, 0), 1)
