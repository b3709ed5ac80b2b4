# Means, standard deviations, quantiles of type 7 with base R.
source("Samples/samples.R")
header()
for (name in paired_names) {
  d <- change(name)
  put(name, "mean", mean(d)); put(name, "sd", sd(d)); put(name, "median", median(d))
  for (p in c(0.025, 0.1, 0.25, 0.75, 0.9)) put(name, paste0("q", p), quantile(d, p, type = 7))
}
