// Nothing leaves a page, the policy of the page lets nothing else run, and nothing fails while it opens.

export async function check({ pages, open }) {
  const faults = [];
  for (const page of pages) {
    const asked = [];
    const before = async (tab) => {
      tab.on("request", (request) => asked.push(request.url()));
      await tab.addInitScript(() => {
        globalThis.refused = [];
        addEventListener("securitypolicyviolation", (event) => refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
      });
    };
    faults.push(...(await open(page, { before }, async (tab) => {
      await tab.waitForTimeout(50);
      // From here on the check itself does what the policy has to stop.
      const refused = await tab.evaluate(() => [...globalThis.refused]);
      const others = asked.filter((url) => url !== page.url);
      const isStopped = await tab.evaluate(async () => {
        const stopped = new Set();
        addEventListener("securitypolicyviolation", (event) => stopped.add(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "document.title = 'ran'";
        const image = new Image();
        image.src = "https://nowhere.example/a.png";
        const styled = document.createElement("p");
        styled.setAttribute("style", "color: red");
        const sheet = document.createElement("style");
        sheet.textContent = "p { color: red }";
        document.body.append(script, image, styled, sheet);
        await fetch("https://nowhere.example/").catch(() => {});
        await new Promise((done) => setTimeout(done, 50));
        const missing = ["script-src-elem", "img-src", "style-src-attr", "style-src-elem", "connect-src"].filter((one) => !stopped.has(one));
        return document.title === "ran" ? ["script ran"] : missing;
      });
      return [
        ...refused.map((line) => `${page.sample}/${page.name} on opening: ${line}`),
        ...others.map((url) => `${page.sample}/${page.name} asked for ${url}`),
        ...isStopped.map((one) => `${page.sample}/${page.name}: its policy does not stop ${one}`),
      ];
    })).filter((fault) => / (on opening|asked for|its policy) /.test(fault) || !/Content Security Policy|nowhere\.example/.test(fault)));
  }
  return faults;
}
