/** How the widget looks: its style sheet, and the arithmetic by which one colour of the shop becomes a readable set. */

// Colours are literal values of Radix Colors: sand, indigo (AI), amber (waiting), jade (person), tomato (failure).
// Every line is continued, because line breaks in a text are served.
// A holder's colours are `--h` (bar), `--t` (text) and `--s` (tint), by a class on the panel and on each row.
export const css = `\
:host{all:initial!important;position:fixed!important;z-index:2147483647!important;user-select:text!important}\
*{box-sizing:border-box;margin:0;padding:0;border:0;background:none;font:inherit;color:inherit}\
[hidden]{display:none!important}\
.frame{--tall:100dvh;--bg:#fdfdfc;--soft:#f1f0ef;--line:#e2e1de;--ink:#21201c;--dim:#63635e;--bad:#d13415;--shade:#21201c2e;--was:#0000;\
color:var(--ink);font:15px/1.5 var(--font),sans-serif;\
color-scheme:light}\
.ai{--h:#3e63dd;--t:#3a5bc7;--s:#edf2fe}\
.waiting{--h:#ffc53d;--t:#ab6400;--s:#fefbe9}\
.human{--h:#29a383;--t:#208368;--s:#e6f7ed}\
.closed{--h:#8d8d86;--t:var(--dim);--s:var(--soft)}\
.dark{--bg:#191918;--soft:#2a2a28;--line:#3b3a37;--ink:#eeeeec;--dim:#b5b3ad;--bad:#ff977d;--shade:#000000a6;color-scheme:dark}\
.dark .ai{--t:#9eb1ff;--s:#182449}\
.dark .waiting{--t:#ffca16;--s:#302008}\
.dark .human{--t:#1fd8a4;--s:#0f2e22}\
button{cursor:pointer;text-align:start}\
[aria-disabled=true]{cursor:default;color:var(--dim)!important}\
a,.link{color:var(--link);text-decoration:underline}\
strong,h2,.hello p,.count,.face{font-weight:650}\
:focus-visible{outline:2px solid var(--link);outline-offset:2px}\
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;flex:none}\
.badge,.by,.meta,.notice,.head,.file,.under,.person{display:flex;align-items:center;gap:5px}\
.badge,.by,.meta,.notice,.under,.count,label,.band{font-size:12px;line-height:18px;font-weight:500;color:var(--t)}\
.badge svg,.by svg,.meta svg{width:14px}\
.launcher,.face,.tool{display:grid;place-items:center;flex:none}\
.file span,h2{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}\
.picks,.tray{display:flex;flex-wrap:wrap;gap:8px;margin-top:8px}\
.thread,.live,.mine,.panel[open]{display:flex;flex-direction:column}\
.panel,.row,.card,.quote{animation:rise .16s ease-out}\
.launcher,.panel{position:fixed;inset:auto var(--x) var(--y) auto;box-shadow:0 0 0 1px var(--line),0 8px 32px var(--shade)}\
.launcher{min-width:56px;height:56px;border-radius:28px;padding:0 17px;grid-auto-flow:column;gap:8px;font-weight:650}\
.count{position:absolute;inset:-3px -3px auto auto;min-width:20px;padding:1px 6px;border-radius:10px;background:#d13415;color:#fff;text-align:center}\
.panel{bottom:calc(var(--y) + 68px);width:380px;height:min(640px,100vh - 88px - var(--y));max-width:none;max-height:none;background:var(--bg);border-radius:16px;overflow:hidden}\
.left>*{right:auto;left:var(--x)}\
.head,.foot{position:relative;padding:12px 12px 12px 19px;border:solid var(--line);border-width:0 0 1px;background:linear-gradient(var(--h),var(--h)) 0 0/3px 100% no-repeat,linear-gradient(var(--was),var(--was)) 0 0/3px no-repeat}\
.foot{padding:12px 12px 4px 15px;border-width:1px 0 0}\
[dir=rtl] :is(.head,.foot){background-position:100% 0}\
.head{gap:12px}\
.head>:nth-child(2){flex:1;min-width:0}\
.face{width:40px;height:40px;border-radius:10px;overflow:hidden}\
.face img{width:40px;height:40px;object-fit:cover}\
h2{font-size:16px}\
.tool{width:44px;height:44px;border-radius:10px;color:var(--dim)}\
.tool:hover,.pill:hover{background:var(--soft)}\
.band{padding:8px 19px;background:var(--s);color:inherit}\
.log{position:relative;flex:1;overflow:auto;overscroll-behavior:contain;padding:16px;outline-offset:-2px}\
.hello{margin:-16px -16px 0;padding:20px 19px 8px;background:linear-gradient(var(--wash),transparent)}\
.hello p{font-size:20px;margin-bottom:16px}\
.pill{min-height:44px;padding:8px 16px;border-radius:22px;border:1px solid var(--line);background:var(--bg);font-size:14px;font-weight:500}\
.launcher,.face,.main,.main:hover,.mine .text{background:var(--brand);color:var(--on);border-color:transparent}\
.row{padding:3px 0;padding-inline-start:12px;border-inline-start:3px solid var(--h);max-width:94%;align-self:flex-start;overflow-wrap:anywhere}\
.first,.card{margin-top:16px}\
.row:not(.first) .by,.quiet{position:absolute;clip-path:inset(50%)}\
time{font-weight:400;color:var(--dim)}\
.text>*+*,.quote,.file{margin-top:8px}\
.mine{align-self:flex-end;align-items:flex-end;padding:3px 0;border:0}\
.mine .text{padding:8px 14px;border-radius:16px 16px 4px;white-space:pre-wrap}\
.meta{color:var(--dim);margin-top:3px}\
.late .text{opacity:.65}\
.bad .text{background:none;color:var(--ink);border:1px solid var(--bad);max-height:140px;overflow:hidden}\
.bad .meta,.card .meta,.band.bad{color:var(--bad)}\
.band.bad{background:none}\
.link{padding:3px;flex:none}\
.notice{align-self:stretch;max-width:none;padding:0;border:0;gap:12px;text-align:center}\
.notice:before,.notice:after{content:"";flex:1 0 16px;height:1px;background:var(--h);animation:spread .18s}\
.quote,.card{padding:12px 16px;border-radius:10px;background:var(--s);font-size:14px}\
.card{background:none;border:1px solid var(--line)}\
.file{max-width:100%;min-height:44px;padding:4px 12px;border-radius:10px;border:1px solid var(--line);font-size:14px}\
img{display:block;max-width:100%;max-height:220px}\
.dots{display:flex;gap:4px;padding:8px 0}\
i{width:7px;height:7px;border-radius:50%;background:var(--h);animation:dot 1.2s infinite}\
i+i{animation-delay:.15s}\
i+i+i{animation-delay:.3s}\
label{display:block;margin-top:8px;color:var(--dim)}\
input,.card textarea{display:block;width:100%;min-height:44px;padding:8px 12px;border:1px solid var(--line);border-radius:10px;font-size:16px;color:var(--ink)}\
.jump{position:absolute;inset:auto auto 100% 50%;transform:translate(-50%,-8px)}\
.box{border:1px solid var(--line);border-radius:10px}\
.box:focus-within,.drop .box{border-color:var(--link);box-shadow:0 0 0 1px var(--link)}\
.line{display:flex;align-items:flex-end}\
.line textarea{flex:1;min-width:0;padding:11px 0;padding-inline-start:14px;max-height:min(142px,30vh);outline:0;resize:none;line-height:24px}\
::placeholder{color:var(--dim);opacity:1}\
.tray{margin:0 8px}\
.go{padding:5px;border-radius:15px;background:var(--brand) content-box!important;color:var(--on)}\
.go[aria-disabled=true]{background-color:var(--soft)!important}\
.under{justify-content:space-between;color:var(--dim)}\
.person{min-height:44px;padding:0 6px;font-size:14px;color:var(--link)}\
@keyframes rise{from{opacity:0;translate:0 6px}}\
@keyframes spread{from{scale:0 1}}\
@keyframes dot{0%,60%,to{opacity:.35}30%{opacity:1}}\
@media (max-width:479px){.frame .panel{inset:0;width:100%;height:var(--tall);border-radius:0}\
[open]~.launcher{display:none}.line textarea{font-size:16px}.foot{padding-bottom:max(4px,env(safe-area-inset-bottom))}}\
@media (max-height:479px){.panel{inset-block:8px;height:auto}.head,.foot{padding-block:3px}[open]~.launcher{display:none}}\
@media (forced-colors:active){.launcher,.panel,.mine .text{border:1px solid}}\
@media (prefers-reduced-motion){*,:before,:after{animation:none!important}}\
@media print{:host{display:none!important}}`

/** @typedef {number[]} Rgb */
/** @param {Rgb} color relative luminance, near enough to choose by */
const luminance = ([r = 0, g = 0, b = 0]) =>
  (0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2) / 255 ** 2.2 + 0.05
/** @param {Rgb} a @param {Rgb} b */
export const contrast = (a, b) => Math.max(luminance(a) / luminance(b), luminance(b) / luminance(a))
/** Moves a colour towards black or white until it stands out. @type {(color: Rgb, from: Rgb, least: number) => Rgb} */
export const separate = (color, from, least) =>
  contrast(color, from) < least
    ? separate(
        color.map((part) => part + ((luminance(from) > 0.5 ? 0 : 255) - part) / 12),
        from,
        least,
      )
    : color
