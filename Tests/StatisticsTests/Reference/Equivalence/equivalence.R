# Two one-sided t tests with base R.
source("Samples/samples.R")
header()
for (name in paired_names) {
  d <- change(name)
  p <- max(t.test(d, mu = -1, alternative = "greater")$p.value, t.test(d, mu = 1, alternative = "less")$p.value)
  put(name, "p", p); ci <- t.test(d, conf.level = 0.9)$conf.int; put(name, "low", ci[1]); put(name, "high", ci[2])
}
