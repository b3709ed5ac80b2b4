# Reads samples.tsv and writes reference values; sourced by the scripts of the other folders, which
# are run from this Reference folder:  Rscript Method/method.R > Method/method.tsv
lines <- strsplit(readLines("Samples/samples.tsv"), "\t")
texts <- setNames(lapply(lines, `[`, 2), sapply(lines, `[`, 1))
values <- function(name) as.numeric(strsplit(texts[[name]], " ")[[1]])
pairs <- function(name) {
  sides <- strsplit(strsplit(texts[[name]], " ")[[1]], ",")
  data.frame(base = as.numeric(sapply(sides, `[`, 1)), follow = as.numeric(sapply(sides, `[`, 2)))
}
# Decimal scores are not exact in binary; differences are rounded so that ties are ties.
change <- function(name) { p <- pairs(name); round(p$follow - p$base, 6) }
header <- function(...) {
  cat("# ", R.version.string, "\n", sep = "")
  for (package in c(...)) cat("# package ", package, " ", as.character(packageVersion(package)), "\n", sep = "")
}
put <- function(sample, quantity, value) cat(sample, "\t", quantity, "\t", sprintf("%.17g", value), "\n", sep = "")
paired_names <- c("textbook13", "ones5", "balanced12", "nrs20", "nrs60", "nrs200", "halves40", "tenths25", "untied12")
two_names <- list(c("nrsA15", "nrsB18"), c("nrsA120", "nrsB110"), c("realA9", "realB11"), c("realC8", "realB11"), c("nrsC30", "nrsB18"))
