/** The report's own style: no request leaves the page, both themes, readable in print. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#faf7f2;--card:#fffdf9;--ink:#22302b;--soft:#55635d;--line:#ddd5c8;--pine:#1f5a4c;--amber:#94590f;--amber-fill:#c9822b;--pine-fill:#1f5a4c;--slate:#7b8a84;--unknown:#c9c4ba}
@media (prefers-color-scheme:dark){:root{--paper:#17201c;--card:#1f2a25;--ink:#ece7dd;--soft:#b3bdb7;--line:#3a4741;--pine:#86cdb8;--amber:#e8b065;--amber-fill:#d9963f;--pine-fill:#5fb39c;--slate:#90a09a;--unknown:#5a655f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.55 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:880px;margin:0 auto;padding:40px 24px 64px}
header{display:flex;gap:16px;align-items:center;margin-bottom:24px}
header p{margin:0;color:var(--soft)}
h1{font-size:1.25rem;margin:0;line-height:1.3}
h2{font-size:1.2rem;margin:0 0 8px;line-height:1.3}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px;margin:0 0 24px}
section.answer{border-left:6px solid var(--pine);padding:32px 32px 24px}
section.aside{background:none;border-style:dashed}
.question{color:var(--soft);margin:0 0 8px}
.sentence{font-size:1.45rem;line-height:1.4;margin:0 0 12px;font-weight:600;text-wrap:pretty}
.says{margin:0 0 16px;max-width:68ch}
.note{color:var(--soft);font-size:.92rem;max-width:72ch;margin:12px 0 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:16px;margin:0 0 16px;padding:0;list-style:none}
.tiles b{display:block;font-size:1.9rem;line-height:1.2;font-variant-numeric:tabular-nums;color:var(--pine)}
.tiles span{color:var(--soft);font-size:.92rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:6px 10px 6px 0;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}
th:first-child,td:first-child{text-align:left}
td{white-space:nowrap}
tbody th{font-weight:400;color:var(--ink)}
th{font-weight:600;color:var(--soft)}
.scroll{overflow-x:auto}
.scroll+.scroll{margin-top:24px}
.note+.scroll{margin-top:8px}
ul.note{padding-left:1.4em}
details{margin-top:12px}
summary{cursor:pointer;color:var(--pine);min-height:32px;padding:4px 0}
summary:focus-visible{outline:3px solid var(--pine);outline-offset:2px;border-radius:4px}
figure{margin:0 0 8px}
svg{display:block;width:100%;height:auto;font:14px "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,sans-serif;font-variant-numeric:tabular-nums}
svg text{fill:var(--ink)}
svg .soft{fill:var(--soft)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .with-line{stroke:var(--pine);stroke-width:2.5;fill:none}
svg .without-line{stroke:var(--amber-fill);stroke-width:2.5;fill:none;stroke-dasharray:7 4}
svg .with-band{fill:var(--pine-fill);opacity:.16}
svg .without-band{fill:var(--amber-fill);opacity:.2}
svg .with-text{fill:var(--pine);font-weight:600}
svg .without-text{fill:var(--amber);font-weight:600}
svg .dot{fill:var(--pine-fill)}
svg .whisker{stroke:var(--pine);stroke-width:2}
svg .is-event{fill:var(--amber-fill)}
svg .is-unknown{fill:url(#hatch)}
svg .is-free{fill:var(--pine-fill)}
svg .on-bar{fill:#fff;font-weight:600}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 16px;margin:0;font-size:.92rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
@media (max-width:560px){main{padding:24px 12px}section,section.answer{padding:16px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}.sentence{font-size:1.2rem}.chart{overflow-x:auto}.chart svg{min-width:620px}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#bbb;--pine:#1f5a4c;--amber:#7d4a0c;--amber-fill:#c9822b;--pine-fill:#1f5a4c;--unknown:#ccc}body{font-size:11pt}main{max-width:none;padding:0}section{break-inside:avoid;border-color:#bbb}details>*{display:block}summary{display:none}}
`
