# Student's and Welch's t with base R.
source("Samples/samples.R")
header()
for (name in paired_names) {
  d <- change(name)
  t <- t.test(d)
  put(name, "mean", t$estimate); put(name, "t", t$statistic); put(name, "p", t$p.value)
  put(name, "low", t$conf.int[1]); put(name, "high", t$conf.int[2])
  w <- t.test(d, conf.level = 0.9); put(name, "low90", w$conf.int[1]); put(name, "high90", w$conf.int[2])
}
for (two in two_names) {
  a <- values(two[1]); b <- values(two[2]); name <- paste(two, collapse = ":")
  t <- t.test(a, b)
  put(name, "difference", mean(a) - mean(b)); put(name, "t", t$statistic); put(name, "df", t$parameter)
  put(name, "p", t$p.value); put(name, "low", t$conf.int[1]); put(name, "high", t$conf.int[2])
}
