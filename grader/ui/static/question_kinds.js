// The types of questions, by name. Each says how it is answered and what is shown once done:
//   form(view, { id, draft, say }) gives
//     body: what stands in the fieldset, under the stem;
//     read(): { given: [strings] }, or { fault, at }: what to do, and where to go to do it;
//     draft(): the answer as it stands, even if unfinished, to be given again as `draft`;
//   done(view, { id }): what was answered, what is told of it, and what was expected.

import * as choice from "./question_choice.js";
import * as oddOneOut from "./question_odd_one_out.js";
import * as openText from "./question_open_text.js";
import * as ordering from "./question_ordering.js";
import { classification, matching } from "./question_pairs.js";
import * as spanMarking from "./question_span_marking.js";
import * as trueFalse from "./question_true_false.js";
import { numeric, shortText } from "./question_typed.js";

export const KINDS = {
  single_choice: choice,
  multiple_choice: choice,
  true_false: trueFalse,
  ordering,
  matching,
  classification,
  numeric,
  short_text: shortText,
  odd_one_out: oddOneOut,
  span_marking: spanMarking,
  open_text: openText,
};
