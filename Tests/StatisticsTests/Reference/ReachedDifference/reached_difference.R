# Difference of two shares that have reached an event: R survival's log-log limits, joined by the method
# of variance estimates recovery (Zou and Donner 2008).
source("Samples/samples.R")
suppressMessages(library(survival))
header("survival")
difference <- function(name, a, b, times) {
  for (t in times) {
    s <- lapply(list(a, b), function(d) summary(survfit(Surv(time, status) ~ 1, d, conf.type = "log-log"), times = t))
    p <- 1 - s[[1]]$surv; q <- 1 - s[[2]]$surv
    l <- 1 - s[[1]]$upper; u <- 1 - s[[1]]$lower; m <- 1 - s[[2]]$upper; v <- 1 - s[[2]]$lower
    put(name, paste0("d", t), p - q)
    put(name, paste0("low", t), p - q - sqrt((p - l)^2 + (v - q)^2))
    put(name, paste0("high", t), p - q + sqrt((u - p)^2 + (q - m)^2))
  }
}
l <- data.frame(time = lung$time, status = as.numeric(lung$status == 2), sex = lung$sex)
difference("lung.sex", l[l$sex == 1, ], l[l$sex == 2, ], c(60, 180, 365, 700))
difference("aml.x", aml[aml$x == "Maintained", ], aml[aml$x != "Maintained", ], c(13, 23, 30))
