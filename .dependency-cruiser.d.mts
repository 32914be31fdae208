import type { ICruiseOptions, IForbiddenRuleType, IResolveOptions } from "dependency-cruiser";

declare const configuration: {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions & { enhancedResolveOptions: Partial<IResolveOptions> };
};
export default configuration;
