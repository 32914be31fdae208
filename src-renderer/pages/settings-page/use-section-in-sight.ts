import { useEffect, useState } from "react";

/** Which section stands at the top of the settings' scroller, for marking it in the list of sections. */
export function useSectionInSight<Name extends string>(names: readonly Name[]): Name | undefined {
  const [inSight, setInSight] = useState<Name | undefined>(names[0]);
  useEffect(() => {
    const scroller = document.querySelector("[data-settings-scroller]");
    if (scroller === null) return undefined;
    function look(this: void): void {
      if (scroller === null) return;
      const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 4;
      const line = scroller.getBoundingClientRect().top + 80;
      const passed = names.filter((name) => {
        const section = document.querySelector(`#settings-${name}`);
        return section !== null && section.getBoundingClientRect().top <= line;
      });
      setInSight(isAtEnd && scroller.scrollTop > 0 ? names.at(-1) : (passed.at(-1) ?? names[0]));
    }
    scroller.addEventListener("scroll", look, { passive: true });
    return () => scroller.removeEventListener("scroll", look);
  }, [names]);
  return inSight;
}
