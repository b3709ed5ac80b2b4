# Walsh averages and pairwise differences by enumeration; ranks of the limits by qsignrank, qwilcox.
source("Samples/samples.R")
header()
for (name in paired_names) {
  d <- change(name); n <- length(d)
  sums <- outer(d, d, "+"); w <- sort(round(sums[lower.tri(sums, diag = TRUE)], 6) / 2)
  put(name, "estimate", median(w))
  k <- qsignrank(0.025, n); put(name, "k", k)
  if (k > 0) { put(name, "low", w[k]); put(name, "high", w[length(w) + 1 - k]) }
}
for (two in two_names) {
  a <- values(two[1]); b <- values(two[2]); name <- paste(two, collapse = ":")
  w <- sort(round(outer(a, b, "-"), 6)); put(name, "estimate", median(w))
  if (length(a) * length(b) > 10000) next
  k <- qwilcox(0.025, length(a), length(b)); put(name, "k", k)
  put(name, "low", w[k]); put(name, "high", w[length(w) + 1 - k])
}
for (n in c(6, 13, 60, 100, 101, 200, 500, 1000)) for (p in c(0.005, 0.025, 0.05)) put(paste0("signrank", n), p, qsignrank(p, n))
for (s in list(c(3, 4), c(10, 12), c(30, 18), c(60, 70), c(99, 101))) for (p in c(0.005, 0.025, 0.05)) put(paste0("ranksum", s[1], "x", s[2]), p, qwilcox(p, s[1], s[2]))
