import { startKernel } from "/work/main/lib/kernel/client/kernel.ts";
const k = await startKernel({ cwd: process.argv[2] ?? "/tmp" });
const run = async (code: string, o: any = {}) => { const ev: any[] = []; const t=performance.now(); const r = await k.execute(code, { onOutput: (e) => ev.push((e as any).output ?? e), timeoutMs: 3000, settleMs: 50, ...o }); console.log(JSON.stringify(code), r.status, r.executionCount, (performance.now()-t)|0, JSON.stringify(ev).slice(0, 700)); return r; };
for (const c of JSON.parse(process.argv[3] ?? "[]")) await run(c);
if (!process.argv[3]) {
await run("1+1"); await run("let rate=2; function price(n){return n*rate}"); await run("rate=3"); await run("price(10)"); await run("console.log('a'); console.error('b')");
await run("const data=[1,2]; throw new Error('later')"); await run("data.length"); await run("console.log('in'); for(;;){}", {timeoutMs:300}); await run("await null; for(;;){}",{timeoutMs:300}); await run("rate");
await run("let q=0; while(true){ await new Promise(r=>setTimeout(r,20)); console.log(q++) }",{timeoutMs:300}); await run("setTimeout(()=>{for(;;){}},5); await new Promise(()=>{})",{timeoutMs:500}); await run("await new Promise(r=>setTimeout(r,300)); q"); 
await run("for (let i=0;i<20000;i++) console.log(i)"); await run("prompt('x')"); await run("null.foo"); await run("setTimeout(()=>{throw new TypeError('tick')},10); undefined"); await run("Promise.reject(new Error('lost')); undefined"); await run("[{a:1,b:2}]"); await run("throw undefined"); await run("let y = ;"); await run("process.exit(3)");
}
await k.shutdown(); process.exit();
