export { ExchangeSection } from "./exchange-section.tsx";
