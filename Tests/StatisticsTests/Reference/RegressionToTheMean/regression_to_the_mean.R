# Known population: by numerical integration of E(first - second | first >= cut), not the formula.
# Unknown population: the regression of Mee and Chua with lm.
source("Samples/samples.R")
header()
for (s in list(c(5, 2.3, 0.5, 6), c(4, 2, 0.8, 5), c(6, 1.5, 0, 3), c(5, 2.3, 1, 6))) {
  first <- integrate(function(x) x * dnorm(x, s[1], s[2]), s[4], Inf, rel.tol = 1e-12)$value / pnorm(s[4], s[1], s[2], lower.tail = FALSE)
  second <- s[1] + s[3] * (first - s[1])
  put(paste(s, collapse = ","), "fall", first - second)
}
for (name in c("nrs60", "nrs200", "halves40")) for (mu in c(3, 5, 7)) {
  p <- pairs(name); p$x <- p$base - mu; p$y <- p$follow - mu
  s <- summary(lm(y ~ x, p))$coefficients[1, ]
  put(name, paste0("mu", mu, ".estimate"), s[1]); put(name, paste0("mu", mu, ".t"), s[3]); put(name, paste0("mu", mu, ".p"), s[4])
}
