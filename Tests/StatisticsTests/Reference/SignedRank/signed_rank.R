# Exact conditional signed-rank p-values with ties, both zero rules (R 4.2 itself has none).
source("Samples/samples.R")
suppressMessages(library(coin))
header("coin")
for (name in paired_names) {
  p <- pairs(name); d <- change(name)
  for (rule in c("Wilcoxon", "Pratt")) {
    t <- wilcoxsign_test(d ~ rep(0, length(d)), zero.method = rule, distribution = exact(), paired = TRUE)
    a <- wilcoxsign_test(d ~ rep(0, length(d)), zero.method = rule, distribution = "asymptotic")
    r <- rank(abs(if (rule == "Wilcoxon") d[d != 0] else d)); s <- sign(if (rule == "Wilcoxon") d[d != 0] else d)
    key <- if (rule == "Wilcoxon") "drop" else "pratt"
    put(name, paste0(key, ".w"), sum(r[s > 0]))
    put(name, paste0(key, ".p"), pvalue(t))
    put(name, paste0(key, ".normal"), pvalue(a))
  }
}
