# Holm and Benjamini-Hochberg with base R.
source("Samples/samples.R")
header()
p <- c(0.01, 0.04, 0.03, 0.005, 0.5, 0.01, 1, 1e-12)
for (m in c("holm", "BH")) { a <- p.adjust(p, m); for (i in seq_along(p)) put(m, paste0("p", i), a[i]) }
