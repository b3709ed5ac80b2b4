# Kaplan-Meier with log-log limits and log-rank tests with R survival.
source("Samples/samples.R")
suppressMessages(library(survival))
header("survival")
show <- function(name, data) {
  f <- survfit(Surv(time, status) ~ 1, data, conf.type = "log-log")
  m <- summary(f)$table
  for (q in c("median", "0.95LCL", "0.95UCL")) if (!is.na(m[q])) put(name, q, m[q])
  s <- summary(f)
  for (i in seq_along(s$time)) {
    put(name, paste0("s", s$time[i]), s$surv[i])
    if (is.finite(s$lower[i]) && s$surv[i] > 0) { put(name, paste0("low", s$time[i]), s$lower[i]); put(name, paste0("high", s$time[i]), s$upper[i]) }
  }
}
rank_test <- function(name, formula, data) {
  t <- survdiff(formula, data); df <- length(t$n) - 1
  if (is.matrix(t$obs)) df <- nrow(t$obs) - 1
  put(name, "chisq", t$chisq); put(name, "p", pchisq(t$chisq, df, lower.tail = FALSE)); put(name, "df", df)
}
lung$event <- lung$status == 2
l <- data.frame(time = lung$time, status = as.numeric(lung$event), sex = lung$sex, ph = lung$ph.ecog)
show("lung", l); show("lung.sex1", l[l$sex == 1, ]); show("lung.sex2", l[l$sex == 2, ])
rank_test("lung.sex", Surv(time, status) ~ sex, l)
rank_test("lung.sex|ph", Surv(time, status) ~ sex + strata(ph), l[!is.na(l$ph), ])
show("aml.Maintained", aml[aml$x == "Maintained", ]); show("aml.Nonmaintained", aml[aml$x != "Maintained", ])
rank_test("aml.x", Surv(time, status) ~ x, aml)
rank_test("veteran.celltype", Surv(time, status) ~ celltype, veteran)
rank_test("veteran.trt", Surv(time, status) ~ trt, veteran)
rank_test("veteran.trt|celltype", Surv(time, status) ~ trt + strata(celltype), veteran)
# flat at exactly one half: between events, and to the end
show("flat4", data.frame(time = c(1, 2, 3, 4), status = 1))
show("flatEnd", data.frame(time = c(1, 2), status = c(1, 0)))
show("six", data.frame(time = c(1, 1, 6, 6, 8, 9), status = c(1, 0, 1, 1, 0, 1)))
