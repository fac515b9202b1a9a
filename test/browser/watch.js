// Runs in each page before all else: sums its layout shifts, and says in the console what breaks the CSP.
globalThis.shifted = 0;
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shifted += value;
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
  console.error(`the CSP's ${violatedDirective} was broken by ${blockedURI} (${sourceFile}:${lineNumber})`);
});
