using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What identifies a component in its model stream, and which versions of it can be read.</summary>
internal readonly struct VersionInfo
{
    private const int SignatureLength = 8;

    public readonly ulong ModelSignature;
    public readonly uint VerWrittenCur;
    public readonly uint VerReadableCur;
    public readonly uint VerWeCanReadBack;
    public readonly string LoaderAssemblyName;
    public readonly string LoaderSignature;
    public readonly string LoaderSignatureAlt;

    public VersionInfo(
        string modelSignature, uint verWrittenCur, uint verReadableCur, uint verWeCanReadBack,
        string loaderAssemblyName, string loaderSignature = null, string loaderSignatureAlt = null)
    {
        Contracts.Check(modelSignature?.Length == SignatureLength, "Model signature must be eight characters");
        // Spaces are stored as zeros.
        ModelSignature = Latin1.Pack(modelSignature.Replace(' ', '\0'));
        VerWrittenCur = verWrittenCur;
        VerReadableCur = verReadableCur;
        VerWeCanReadBack = verWeCanReadBack;
        LoaderAssemblyName = loaderAssemblyName;
        LoaderSignature = loaderSignature;
        LoaderSignatureAlt = loaderSignatureAlt;
    }
}
