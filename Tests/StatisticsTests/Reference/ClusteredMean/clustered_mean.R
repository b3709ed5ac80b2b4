# The mean with CR1 clustered variance: sandwich::vcovCL with the G / (G - 1) factor only.
source("Samples/samples.R")
suppressMessages(library(sandwich))
header("sandwich")
for (name in c("nrsA15", "nrsA120", "nrsB110")) {
  y <- values(name); g <- (seq_along(y) * seq_along(y)) %% 7; fit <- lm(y ~ 1)
  v <- vcovCL(fit, cluster = g, type = "HC0", cadjust = TRUE)[1, 1]; k <- length(unique(g))
  put(name, "mean", mean(y)); put(name, "se", sqrt(v)); put(name, "clusters", k)
  put(name, "low", mean(y) - qt(0.975, k - 1) * sqrt(v)); put(name, "high", mean(y) + qt(0.975, k - 1) * sqrt(v))
}
