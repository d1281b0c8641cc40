// Makes ../static/vendor/codemirror.js anew, with the licences of what is in it, and takes the addresses of
// whatever registry was asked out of the lock file: who installs asks their own.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "..", "static", "vendor");
const made = await build({
  absWorkingDir: here,
  entryPoints: ["entry.js"],
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
  banner: { js: "/* CodeMirror 6, MIT licence: see codemirror.licences.md */" },
  outfile: join(vendor, "codemirror.js"),
});

const inside = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const packages = [...new Set(Object.keys(made.metafile.inputs).map((path) => inside.exec(path)?.[1]))]
  .filter(Boolean).sort();
const licences = packages.map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (license !== "MIT" || !file) throw new Error(`${name} is not under the MIT licence as it should be`);
  return `## ${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(vendor, "codemirror.licences.md"),
  `# What codemirror.js is made of\n\n${licences.join("\n")}`);

const code = readFileSync(join(vendor, "codemirror.js"), "utf8");
if (/\beval\(|new Function\b|\bFunction\(/.test(code)) throw new Error("the editor makes code at run time");

for (const name of ["package-lock.json"]) {
  const file = join(here, name);
  if (!existsSync(file)) continue;
  const lock = JSON.parse(readFileSync(file, "utf8"));
  for (const each of Object.values(lock.packages)) delete each.resolved;
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${packages.length} packages, ${Math.round(code.length / 1000)} kB`);
