# McNemar, Fisher, Newcombe, Koopman. Koopman's limits come from the score statistic with the
# restricted likelihood maximised numerically, not from its closed form.
source("Samples/samples.R")
header()
for (t in list(c(1, 0), c(3, 9), c(10, 2), c(0, 6), c(25, 25), c(140, 95))) {
  put(paste(t, collapse = "-"), "mcnemar", min(1, 2 * min(binom.test(t[1], sum(t))$p.value, pbinom(min(t), sum(t), 0.5))))
}
wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE))$conf.int
score <- function(x1, n1, x2, n2, ratio) {
  loglik <- function(p2) dbinom(x1, n1, ratio * p2, log = TRUE) + dbinom(x2, n2, p2, log = TRUE)
  top <- min(1, 1 / ratio)
  p2 <- optimize(loglik, c(0, top), maximum = TRUE, tol = 1e-14)$maximum
  # optimize stops at 1e-8; Newton steps on the derivative finish it
  for (i in 1:50) {
    f <- x1 / p2 - (n1 - x1) * ratio / (1 - ratio * p2) + x2 / p2 - (n2 - x2) / (1 - p2)
    g <- -x1 / p2^2 - (n1 - x1) * ratio^2 / (1 - ratio * p2)^2 - x2 / p2^2 - (n2 - x2) / (1 - p2)^2
    step <- f / g
    if (is.finite(step) && p2 - step > 0 && p2 - step < top) p2 <- p2 - step
  }
  # at the edge of the parameters there is no zero of the derivative
  if (loglik(top) >= loglik(p2)) p2 <- top
  p1 <- ratio * p2
  first <- if (p1 == 1 && x1 == n1) 0 else (x1 - n1 * p1)^2 / (n1 * p1 * (1 - p1))
  first + (x2 - n2 * p2)^2 / (n2 * p2 * (1 - p2))
}
for (t in list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(6, 7, 2, 7), c(5, 56, 0, 29), c(0, 10, 4, 20), c(10, 10, 9, 20), c(31, 48, 29, 48), c(520, 1000, 490, 1000), c(1, 200, 2, 5000))) {
  name <- paste(t, collapse = "-")
  f <- fisher.test(matrix(c(t[1], t[2] - t[1], t[3], t[4] - t[3]), 2))
  put(name, "fisher", f$p.value)
  a <- t[1] / t[2]; b <- t[3] / t[4]; wa <- wilson(t[1], t[2]); wb <- wilson(t[3], t[4])
  put(name, "difference", a - b)
  put(name, "newcombe.low", a - b - sqrt((a - wa[1])^2 + (wb[2] - b)^2))
  put(name, "newcombe.high", a - b + sqrt((wa[2] - a)^2 + (b - wb[1])^2))
  if (t[3] == 0) next
  ratio <- a / b; critical <- qchisq(0.95, 1)
  h <- function(l) score(t[1], t[2], t[3], t[4], exp(l)) - critical
  if (t[1] > 0) put(name, "koopman.low", exp(uniroot(h, c(log(ratio) - 8, log(ratio) - 1e-9), tol = 1e-14)$root))
  put(name, "koopman.high", exp(uniroot(h, if (t[1] > 0) c(log(ratio) + 1e-9, log(ratio) + 6) else c(-6, 3), tol = 1e-14)$root))
}
