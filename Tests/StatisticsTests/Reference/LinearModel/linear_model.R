# ANCOVA with base R: pairs of two samples as groups, then with a numeric covariate and a factor, and
# with a covariate that is aliased.
source("Samples/samples.R")
header()
for (two in list(c("nrs20", "nrs60"), c("halves40", "tenths25"), c("untied12", "textbook13"))) {
  a <- pairs(two[1]); b <- pairs(two[2]); name <- paste(two, collapse = ":")
  x <- rbind(cbind(a, g = 1), cbind(b, g = 0)); i <- seq_len(nrow(x))
  x$age <- 20 + (i * 37) %% 50; x$site <- (i * 7) %% 4; x$twice <- 2 * x$base + 1
  show <- function(key, fit) {
    s <- summary(fit)$coefficients["g", ]; ci <- confint(fit)["g", ]
    put(name, paste0(key, ".b"), s[1]); put(name, paste0(key, ".se"), s[2]); put(name, paste0(key, ".p"), s[4])
    put(name, paste0(key, ".low"), ci[1]); put(name, paste0(key, ".high"), ci[2]); put(name, paste0(key, ".df"), df.residual(fit))
  }
  show("simple", lm(follow ~ base + g, x))
  show("adjusted", lm(follow ~ base + age + factor(site) + g, x))
  show("aliased", lm(follow ~ base + twice + g, x))
}
