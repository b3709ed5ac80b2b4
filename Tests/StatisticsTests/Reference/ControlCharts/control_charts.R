# XmR limits and signals by the NHS rules, p and g charts, funnel limits: each rule written out point
# by point in R, from its description (NHSRplotthedots; Benneyan 2001; Spiegelhalter 2005).
source("Samples/samples.R")
header()
series <- list(
  calm = c(-2.1, -1.8, -2.4, -2, -1.7, -2.3, -2.2, -1.9, -2.1, -2.5, -1.8, -2, -2.2, -1.9),
  jump = c(-2, -1.8, -2.2, -1.9, -2.1, -2, -1.8, -3.9, -1.2, -1.4, -1.1, -1.3, -1.2, -1.0, -1.3, -1.5),
  trend = c(-1, -1.4, -1.1, -1.2, -1.5, -1.9, -2.2, -2.6, -2.8, -3.1, -3.3, -2.9, -3.2, -2.8),
  near = c(1, 2, 0.5, 1.5, 2.5, 0.4, 3.1, 2.2, 3.2, 0.6, 1.2, 0.9, 0.1, 1.6, -0.1, 0, 0.2)
)
for (name in names(series)) for (screen in c(TRUE, FALSE)) {
  y <- series[[name]]; n <- length(y); mr <- abs(diff(y)); amr <- mean(mr)
  if (screen) amr <- mean(mr[mr < 3.267 * amr])
  m <- mean(y); key <- function(k) paste0(if (screen) "screened." else "plain.", k)
  put(name, key("center"), m); put(name, key("lower"), m - 2.66 * amr); put(name, key("upper"), m + 2.66 * amr)
  side <- sign(y - m); out <- abs(y - m) > 2.66 * amr
  close <- !out & abs(y - m) > 2.66 * amr * 2 / 3
  shift <- trend <- two <- rep(FALSE, n)
  for (i in 1:(n - 6)) {
    w <- i:(i + 6)
    if (side[i] != 0 && all(side[w] == side[i])) shift[w] <- TRUE
    d <- sign(diff(y[w])); if (d[1] != 0 && all(d == d[1])) trend[w] <- TRUE
  }
  for (i in 1:(n - 2)) { w <- i:(i + 2); if (sum(close[w]) >= 2 && abs(sum(side[w])) == 3) two[w] <- two[w] | close[w] }
  for (i in 1:n) put(name, key(paste0("signals", i)), out[i] + 2 * shift[i] + 4 * trend[i] + 8 * two[i])
}
events <- c(1, 4, 9, 8, 0, 12); size <- c(10, 22, 30, 10, 15, 90); p <- sum(events) / sum(size)
put("p", "center", p)
for (i in seq_along(size)) { put("p", paste0("lower", i), max(0, p - 3 * sqrt(p * (1 - p) / size[i]))); put("p", paste0("upper", i), min(1, p + 3 * sqrt(p * (1 - p) / size[i]))) }
gaps <- c(10, 20, 0, 10, 200, 31); put("g", "center", mean(gaps)); put("g", "upper", mean(gaps) + 3 * sqrt(mean(gaps) * (mean(gaps) + 1)))
funnel <- list(even = cbind(c(10, 21, 29, 50), c(20, 40, 60, 100)), spread = cbind(c(5, 22, 25, 44, 9, 30, 61), c(50, 61, 50, 55, 48, 39, 120)))
for (name in names(funnel)) {
  x <- funnel[[name]][, 1]; n <- funnel[[name]][, 2]; t <- sum(x) / sum(n); s <- sqrt(t * (1 - t) / n); z <- (x / n - t) / s
  q <- quantile(z, c(0.1, 0.9), type = 7); phi <- mean(pmin(pmax(z, q[1]), q[2])^2); w <- 1 / s^2; k <- length(x)
  tau2 <- if (phi > 1) max(0, (k * phi - (k - 1)) / (sum(w) - sum(w^2) / sum(w))) else 0
  put(name, "target", t); put(name, "phi", phi); put(name, "tau2", tau2)
  for (i in seq_along(n)) { put(name, paste0("z", i), (x[i] / n[i] - t) / sqrt(s[i]^2 + tau2)); put(name, paste0("high", i), min(1, t + qnorm(0.999) * sqrt(s[i]^2 + tau2))) }
}
