/** The reference's whole style; system fonts, so that nothing has to be fetched. */
export const STYLE = `
:root{--ground:#fff;--text:#1b1b1f;--quiet:#5c5c66;--line:#e3e3e8;--code:#f4f4f6;--link:#1f4fd8}
@media (prefers-color-scheme:dark){:root{--ground:#131316;--text:#ececf0;--quiet:#a3a3ae;--line:#2e2e35;--code:#1e1e23;--link:#8fb0ff}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;display:grid;grid-template-columns:260px minmax(0,1fr);background:var(--ground);color:var(--text);font:14px/1.5 system-ui,sans-serif}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:16px;border-right:1px solid var(--line)}
nav h2{margin:16px 0 4px;font-size:12px;color:var(--quiet)}
nav ul{margin:0;padding:0;list-style:none}
nav a{display:block;padding:2px 0;color:var(--text);text-decoration:none}
nav a:hover{text-decoration:underline}
.home{font-weight:600}
main{max-width:900px;padding:24px 32px 96px}
h1{font-size:24px;margin:0 0 8px}
main h2{margin:40px 0 8px;padding-bottom:4px;border-bottom:1px solid var(--line);font-size:18px}
h3{margin:28px 0 4px;font-size:15px}
h4{margin:12px 0 4px;font-size:13px}
.call b{display:inline-block;min-width:52px}
code,pre{font:12.5px/1.5 ui-monospace,monospace}
code{padding:1px 4px;border-radius:4px;background:var(--code)}
pre{padding:12px;overflow:auto;border-radius:6px;background:var(--code)}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.note{color:var(--quiet);font-weight:400}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse}
th,td{padding:4px 12px 4px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
thead th{color:var(--quiet);font-size:12px}
summary{cursor:pointer;padding:4px 0}
article:target,tr:target{background:var(--code)}
@media (max-width:800px){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}main{padding:16px}}
`;
