using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// The first 256 bytes of a model stream, little-endian; offsets count from the start of the stream. The blocks follow one another without
/// gaps: header, body, string table, string characters, assembly name, tail.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal partial struct ModelHeader
{
    public const int Size = 0x100;

    private const ulong SignatureValue = 0x4C45444F4D004C4D;     // "ML\0MODEL"
    private const ulong TailSignatureValue = 0x4D4C004D4F44454C; // "LEDOM\0LM"
    private const uint VerAssemblyNameSupported = 0x00010002;
    private const uint VerWrittenCur = VerAssemblyNameSupported;
    private const uint VerReadableCur = VerAssemblyNameSupported;
    private const uint VerWeCanReadBack = 0x00010001;

    [FieldOffset(0x00)] public ulong Signature;
    [FieldOffset(0x08)] public uint VerWritten;
    [FieldOffset(0x0C)] public uint VerReadable;
    [FieldOffset(0x10)] public long FpModel;
    [FieldOffset(0x18)] public long CbModel;
    [FieldOffset(0x20)] public long FpStringTable;               // 64-bit end offsets into the characters, one a string
    [FieldOffset(0x28)] public long CbStringTable;
    [FieldOffset(0x30)] public long FpStringChars;               // UTF-16 without terminators
    [FieldOffset(0x38)] public long CbStringChars;
    [FieldOffset(0x40)] public ulong ModelSignature;
    [FieldOffset(0x48)] public uint ModelVerWritten;
    [FieldOffset(0x4C)] public uint ModelVerReadable;
    [FieldOffset(0x50)] private LoaderName _loader;
    [FieldOffset(0x68)] private LoaderName _loaderAlt;
    [FieldOffset(0x80)] public long FpTail;
    [FieldOffset(0x88)] public long FpLim;
    [FieldOffset(0x90)] public long FpAssemblyName;              // UTF-16
    [FieldOffset(0x98)] public uint CbAssemblyName;

    [InlineArray(3)]
    private struct LoaderName
    {
        private ulong _word;
    }

    public string LoaderSignature => Latin1.Unpack(_loader);

    public string LoaderSignatureAlt => Latin1.Unpack(_loaderAlt);

    private readonly bool HasStrings => FpStringTable != 0;

    private readonly bool HasAssemblyName => VerWritten >= VerAssemblyNameSupported && FpAssemblyName != 0;

    public void SetVersionInfo(VersionInfo ver)
    {
        ModelSignature = ver.ModelSignature;
        ModelVerWritten = ver.VerWrittenCur;
        ModelVerReadable = ver.VerReadableCur;
        Latin1.Pack(ver.LoaderSignature, _loader);
        Latin1.Pack(ver.LoaderSignatureAlt, _loaderAlt);
    }

    public readonly void CheckVersionInfo(VersionInfo ver)
    {
        Contracts.CheckDecode(ModelSignature == ver.ModelSignature, "Unknown file type");
        Contracts.CheckDecode(ModelVerReadable <= ModelVerWritten, "Corrupt file header");
        var platform = typeof(VersionInfo).Assembly.GetName().Version;
        if (ModelVerReadable > ver.VerWrittenCur)
        {
            throw Contracts.ExceptDecode(
                $"Cause: ML.NET {platform} cannont read component '{ver.LoaderSignature}' of the model, because the model is too new.\n"
                + $"Suggestion: Make sure the model is trained with ML.NET {platform} or older.\n"
                + $"Debug details: Maximum expected version {ModelVerReadable}, got {ver.VerWrittenCur}.");
        }
        if (ModelVerWritten < ver.VerWeCanReadBack)
        {
            throw Contracts.ExceptDecode(
                $"Cause: ML.NET {platform} cannot read component '{ver.LoaderSignature}' of the model, because the model is too old.\n"
                + $"Suggestion: Make sure the model is trained with ML.NET {platform}.\n"
                + $"Debug details: Minimum expected version {ModelVerReadable}, got {ver.VerWrittenCur}.");
        }
    }
}
