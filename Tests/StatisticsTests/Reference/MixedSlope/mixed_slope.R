# Random intercept and slope, and random intercept, with lme4 (REML), tight convergence.
source("Samples/samples.R")
suppressMessages(library(lme4))
header("lme4")
control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e6), check.conv.singular = "ignore")
show <- function(name, fit) {
  put(name, "slope", fixef(fit)[2]); put(name, "se", sqrt(diag(as.matrix(vcov(fit))))[2])
  put(name, "intercept", fixef(fit)[1]); put(name, "deviance", REMLcrit(fit)); put(name, "sigma", sigma(fit))
  v <- as.data.frame(VarCorr(fit)); put(name, "sd.intercept", v$sdcor[1])
  if (nrow(v) == 4) put(name, "sd.slope", v$sdcor[2])
}
show("sleepstudy", lmer(Reaction ~ Days + (Days | Subject), sleepstudy, control = control))
show("sleepstudy.intercept", lmer(Reaction ~ Days + (1 | Subject), sleepstudy, control = control))
i <- seq_len(180)[-c(3, 17, 18, 40, 41, 42, 99, 140, 141, 160)]
u <- sleepstudy[i, ]; u$Days <- u$Days * 3.5 + 2
show("unbalanced", lmer(Reaction ~ Days + (Days | Subject), u, control = control))
