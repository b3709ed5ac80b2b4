# U, the exact conditional p-value (twice the smaller tail, coin) and the normal one (base R).
source("Samples/samples.R")
suppressMessages(library(coin))
header("coin")
for (two in two_names) {
  a <- values(two[1]); b <- values(two[2]); name <- paste(two, collapse = ":")
  w <- suppressWarnings(wilcox.test(a, b, exact = FALSE, correct = TRUE))
  put(name, "u", w$statistic); put(name, "normal", w$p.value)
  if (length(a) * length(b) > 2000) next
  frame <- data.frame(y = c(a, b), g = factor(rep(c("a", "b"), c(length(a), length(b)))))
  less <- pvalue(wilcox_test(y ~ g, frame, distribution = "exact", alternative = "less"))
  greater <- pvalue(wilcox_test(y ~ g, frame, distribution = "exact", alternative = "greater"))
  put(name, "exact", min(1, 2 * min(less, greater)))
}
