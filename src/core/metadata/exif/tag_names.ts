/**
 * Names of EXIF, TIFF and DNG tags by their numbers, spelled as in exiv2's `Exif.<group>.<tag>`, which geovisio's API shows.
 * Left out, and so never read: maker notes (0x927c) and PrintIM (0xc4a5), which are large and mean nothing to people.
 */

/** Tags of a picture directory (IFD0, IFD1, SubIFDs): TIFF 6.0, TIFF/EP, DNG 1.7 and Windows' XP tags. */
export const IMAGE_TAGS: ReadonlyMap<number, string> = namesById(`
  000b ProcessingSoftware, 00fe NewSubfileType, 00ff SubfileType, 0100 ImageWidth, 0101 ImageLength, 0102 BitsPerSample,
  0103 Compression, 0106 PhotometricInterpretation, 0107 Thresholding, 0108 CellWidth, 0109 CellLength, 010a FillOrder,
  010d DocumentName, 010e ImageDescription, 010f Make, 0110 Model, 0111 StripOffsets, 0112 Orientation,
  0115 SamplesPerPixel, 0116 RowsPerStrip, 0117 StripByteCounts, 011a XResolution, 011b YResolution,
  011c PlanarConfiguration, 011d PageName, 011e XPosition, 011f YPosition, 0122 GrayResponseUnit,
  0123 GrayResponseCurve, 0124 T4Options, 0125 T6Options, 0128 ResolutionUnit, 0129 PageNumber, 012d TransferFunction,
  0131 Software, 0132 DateTime, 013b Artist, 013c HostComputer, 013d Predictor, 013e WhitePoint,
  013f PrimaryChromaticities, 0140 ColorMap, 0141 HalftoneHints, 0142 TileWidth, 0143 TileLength, 0144 TileOffsets,
  0145 TileByteCounts, 014a SubIFDs, 014c InkSet, 014d InkNames, 014e NumberOfInks, 0150 DotRange, 0151 TargetPrinter,
  0152 ExtraSamples, 0153 SampleFormat, 0154 SMinSampleValue, 0155 SMaxSampleValue, 0156 TransferRange, 0157 ClipPath,
  0158 XClipPathUnits, 0159 YClipPathUnits, 015a Indexed, 015b JPEGTables, 015f OPIProxy, 0200 JPEGProc,
  0201 JPEGInterchangeFormat, 0202 JPEGInterchangeFormatLength, 0203 JPEGRestartInterval, 0205 JPEGLosslessPredictors,
  0206 JPEGPointTransforms, 0207 JPEGQTables, 0208 JPEGDCTables, 0209 JPEGACTables, 0211 YCbCrCoefficients,
  0212 YCbCrSubSampling, 0213 YCbCrPositioning, 0214 ReferenceBlackWhite, 02bc XMLPacket, 4746 Rating,
  4749 RatingPercent, 7032 VignettingCorrParams, 7035 ChromaticAberrationCorrParams, 7037 DistortionCorrParams,
  800d ImageID, 828d CFARepeatPatternDim, 828e CFAPattern, 828f BatteryLevel, 8298 Copyright, 829a ExposureTime,
  829d FNumber, 83bb IPTCNAA, 8649 ImageResources, 8769 ExifTag, 8773 InterColorProfile, 8822 ExposureProgram,
  8824 SpectralSensitivity, 8825 GPSTag, 8827 ISOSpeedRatings, 8828 OECF, 8829 Interlace, 882a TimeZoneOffset,
  882b SelfTimerMode, 9003 DateTimeOriginal, 9102 CompressedBitsPerPixel, 9201 ShutterSpeedValue, 9202 ApertureValue,
  9203 BrightnessValue, 9204 ExposureBiasValue, 9205 MaxApertureValue, 9206 SubjectDistance, 9207 MeteringMode,
  9208 LightSource, 9209 Flash, 920a FocalLength, 920b FlashEnergy, 920c SpatialFrequencyResponse, 920d Noise,
  920e FocalPlaneXResolution, 920f FocalPlaneYResolution, 9210 FocalPlaneResolutionUnit, 9211 ImageNumber,
  9212 SecurityClassification, 9213 ImageHistory, 9214 SubjectLocation, 9215 ExposureIndex, 9216 TIFFEPStandardID,
  9217 SensingMethod, 9c9b XPTitle, 9c9c XPComment, 9c9d XPAuthor, 9c9e XPKeywords, 9c9f XPSubject, c612 DNGVersion,
  c613 DNGBackwardVersion, c614 UniqueCameraModel, c615 LocalizedCameraModel, c616 CFAPlaneColor, c617 CFALayout,
  c618 LinearizationTable, c619 BlackLevelRepeatDim, c61a BlackLevel, c61b BlackLevelDeltaH, c61c BlackLevelDeltaV,
  c61d WhiteLevel, c61e DefaultScale, c61f DefaultCropOrigin, c620 DefaultCropSize, c621 ColorMatrix1,
  c622 ColorMatrix2, c623 CameraCalibration1, c624 CameraCalibration2, c625 ReductionMatrix1, c626 ReductionMatrix2,
  c627 AnalogBalance, c628 AsShotNeutral, c629 AsShotWhiteXY, c62a BaselineExposure, c62b BaselineNoise,
  c62c BaselineSharpness, c62d BayerGreenSplit, c62e LinearResponseLimit, c62f CameraSerialNumber, c630 LensInfo,
  c631 ChromaBlurRadius, c632 AntiAliasStrength, c633 ShadowScale, c634 DNGPrivateData, c635 MakerNoteSafety,
  c65a CalibrationIlluminant1, c65b CalibrationIlluminant2, c65c BestQualityScale, c65d RawDataUniqueID,
  c68b OriginalRawFileName, c68c OriginalRawFileData, c68d ActiveArea, c68e MaskedAreas, c68f AsShotICCProfile,
  c690 AsShotPreProfileMatrix, c691 CurrentICCProfile, c692 CurrentPreProfileMatrix, c6bf ColorimetricReference,
  c6f3 CameraCalibrationSignature, c6f4 ProfileCalibrationSignature, c6f5 ExtraCameraProfiles, c6f6 AsShotProfileName,
  c6f7 NoiseReductionApplied, c6f8 ProfileName, c6f9 ProfileHueSatMapDims, c6fa ProfileHueSatMapData1,
  c6fb ProfileHueSatMapData2, c6fc ProfileToneCurve, c6fd ProfileEmbedPolicy, c6fe ProfileCopyright,
  c714 ForwardMatrix1, c715 ForwardMatrix2, c716 PreviewApplicationName, c717 PreviewApplicationVersion,
  c718 PreviewSettingsName, c719 PreviewSettingsDigest, c71a PreviewColorSpace, c71b PreviewDateTime,
  c71c RawImageDigest, c71d OriginalRawFileDigest, c71e SubTileBlockSize, c71f RowInterleaveFactor,
  c725 ProfileLookTableDims, c726 ProfileLookTableData, c740 OpcodeList1, c741 OpcodeList2, c74e OpcodeList3,
  c761 NoiseProfile, c763 TimeCodes, c764 FrameRate, c772 TStop, c789 ReelName, c791 OriginalDefaultFinalSize,
  c792 OriginalBestQualityFinalSize, c793 OriginalDefaultCropSize, c7a1 CameraLabel, c7a3 ProfileHueSatMapEncoding,
  c7a4 ProfileLookTableEncoding, c7a5 BaselineExposureOffset, c7a6 DefaultBlackRender, c7a7 NewRawImageDigest,
  c7a8 RawToPreviewGain, c7b5 DefaultUserCrop, c7e9 DepthFormat, c7ea DepthNear, c7eb DepthFar, c7ec DepthUnits,
  c7ed DepthMeasureType, c7ee EnhanceParams, cd2d ProfileGainTableMap, cd2e SemanticName, cd30 SemanticInstanceID,
  cd31 CalibrationIlluminant3, cd32 CameraCalibration3, cd33 ColorMatrix3, cd34 ForwardMatrix3, cd35 IlluminantData1,
  cd36 IlluminantData2, cd37 IlluminantData3, cd38 MaskSubArea, cd39 ProfileHueSatMapData3, cd3a ReductionMatrix3,
  cd3f RGBTables, cd40 ProfileGainTableMap2, cd43 ColumnInterleaveFactor, cd44 ImageSequenceInfo, cd46 ImageStats,
  cd47 ProfileDynamicRange, cd48 ProfileGroupName, cd49 JXLDistance, cd4a JXLEffort, cd4b JXLDecodeSpeed
`);

/** Tags of the Exif directory (EXIF 3.0, 4.6.5). */
export const PHOTO_TAGS: ReadonlyMap<number, string> = namesById(`
  829a ExposureTime, 829d FNumber, 8822 ExposureProgram, 8824 SpectralSensitivity, 8827 ISOSpeedRatings, 8828 OECF,
  8830 SensitivityType, 8831 StandardOutputSensitivity, 8832 RecommendedExposureIndex, 8833 ISOSpeed,
  8834 ISOSpeedLatitudeyyy, 8835 ISOSpeedLatitudezzz, 9000 ExifVersion, 9003 DateTimeOriginal, 9004 DateTimeDigitized,
  9010 OffsetTime, 9011 OffsetTimeOriginal, 9012 OffsetTimeDigitized, 9101 ComponentsConfiguration,
  9102 CompressedBitsPerPixel, 9201 ShutterSpeedValue, 9202 ApertureValue, 9203 BrightnessValue, 9204 ExposureBiasValue,
  9205 MaxApertureValue, 9206 SubjectDistance, 9207 MeteringMode, 9208 LightSource, 9209 Flash, 920a FocalLength,
  9214 SubjectArea, 9286 UserComment, 9290 SubSecTime, 9291 SubSecTimeOriginal, 9292 SubSecTimeDigitized,
  9400 Temperature, 9401 Humidity, 9402 Pressure, 9403 WaterDepth, 9404 Acceleration, 9405 CameraElevationAngle,
  a000 FlashpixVersion, a001 ColorSpace, a002 PixelXDimension, a003 PixelYDimension, a004 RelatedSoundFile,
  a005 InteroperabilityTag, a20b FlashEnergy, a20c SpatialFrequencyResponse, a20e FocalPlaneXResolution,
  a20f FocalPlaneYResolution, a210 FocalPlaneResolutionUnit, a214 SubjectLocation, a215 ExposureIndex,
  a217 SensingMethod, a300 FileSource, a301 SceneType, a302 CFAPattern, a401 CustomRendered, a402 ExposureMode,
  a403 WhiteBalance, a404 DigitalZoomRatio, a405 FocalLengthIn35mmFilm, a406 SceneCaptureType, a407 GainControl,
  a408 Contrast, a409 Saturation, a40a Sharpness, a40b DeviceSettingDescription, a40c SubjectDistanceRange,
  a420 ImageUniqueID, a430 CameraOwnerName, a431 BodySerialNumber, a432 LensSpecification, a433 LensMake,
  a434 LensModel, a435 LensSerialNumber, a436 ImageTitle, a437 Photographer, a438 ImageEditor, a439 CameraFirmware,
  a43a RAWDevelopingSoftware, a43b ImageEditingSoftware, a43c MetadataEditingSoftware, a460 CompositeImage,
  a461 SourceImageNumberOfCompositeImage, a462 SourceExposureTimesOfCompositeImage, a500 Gamma
`);

/** Tags of the GPS directory (EXIF 3.0, 4.6.6). */
export const GPS_TAGS: ReadonlyMap<number, string> = namesById(`
  0000 GPSVersionID, 0001 GPSLatitudeRef, 0002 GPSLatitude, 0003 GPSLongitudeRef, 0004 GPSLongitude,
  0005 GPSAltitudeRef, 0006 GPSAltitude, 0007 GPSTimeStamp, 0008 GPSSatellites, 0009 GPSStatus, 000a GPSMeasureMode,
  000b GPSDOP, 000c GPSSpeedRef, 000d GPSSpeed, 000e GPSTrackRef, 000f GPSTrack, 0010 GPSImgDirectionRef,
  0011 GPSImgDirection, 0012 GPSMapDatum, 0013 GPSDestLatitudeRef, 0014 GPSDestLatitude, 0015 GPSDestLongitudeRef,
  0016 GPSDestLongitude, 0017 GPSDestBearingRef, 0018 GPSDestBearing, 0019 GPSDestDistanceRef, 001a GPSDestDistance,
  001b GPSProcessingMethod, 001c GPSAreaInformation, 001d GPSDateStamp, 001e GPSDifferential, 001f GPSHPositioningError
`);

/** Tags of the interoperability directory (EXIF 3.0, 4.6.7). */
export const INTEROPERABILITY_TAGS: ReadonlyMap<number, string> = namesById(`
  0001 InteroperabilityIndex, 0002 InteroperabilityVersion, 1000 RelatedImageFileFormat, 1001 RelatedImageWidth,
  1002 RelatedImageLength
`);

function namesById(table: string): ReadonlyMap<number, string> {
  return new Map(
    table.split(",").map((entry) => {
      const [id = "", name = ""] = entry.trim().split(" ");
      return [parseInt(id, 16), name];
    }),
  );
}
