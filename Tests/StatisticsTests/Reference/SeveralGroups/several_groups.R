# Kruskal-Wallis and one-way analysis of variance with base R.
source("Samples/samples.R")
header()
for (set in list(c("nrsA15", "nrsB18", "nrsC30"), c("realA9", "realB11", "realC8"), c("nrsA120", "nrsB110"))) {
  x <- lapply(set, values); y <- unlist(x); g <- factor(rep(set, lengths(x))); name <- paste(set, collapse = ":")
  k <- kruskal.test(y, g); put(name, "h", k$statistic); put(name, "h.p", k$p.value)
  a <- anova(lm(y ~ g)); put(name, "f", a$`F value`[1]); put(name, "f.p", a$`Pr(>F)`[1])
  put(name, "between", a$`Sum Sq`[1]); put(name, "within", a$`Sum Sq`[2])
}
