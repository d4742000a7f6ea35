using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Internal.Utilities;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal partial struct ModelHeader
{
    /// <summary>Leaves room for the header, which is known only at the end.</summary>
    public static ModelHeader BeginWrite(BinaryWriter writer, out long fpMin)
    {
        Contracts.CheckValue(writer, nameof(writer));
        fpMin = writer.BaseStream.Position;
        writer.Write(new byte[Size]);
        return new ModelHeader
        {
            Signature = SignatureValue,
            VerWritten = VerWrittenCur,
            VerReadable = VerReadableCur,
            FpModel = Size,
        };
    }

    /// <summary>Writes the blocks behind the body, then the header in front of it.</summary>
    public void EndWrite(BinaryWriter writer, long fpMin, NormStr.Pool strings, string loaderAssemblyName)
    {
        CbModel = writer.BaseStream.Position - fpMin - FpModel;
        Contracts.Check(CbModel >= 0);
        if (strings.Count > 0)
            WriteStrings(writer, fpMin, strings);
        if (!string.IsNullOrEmpty(loaderAssemblyName))
        {
            FpAssemblyName = writer.BaseStream.Position - fpMin;
            CbAssemblyName = (uint)(loaderAssemblyName.Length * sizeof(char));
            writer.Write(Encoding.Unicode.GetBytes(loaderAssemblyName));
        }
        FpTail = writer.BaseStream.Position - fpMin;
        writer.Write(TailSignatureValue);
        FpLim = writer.BaseStream.Position - fpMin;
        CheckLayout(FpLim);
        writer.BaseStream.Position = fpMin;
        writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ModelHeader>(in this)));
        writer.BaseStream.Position = fpMin + FpLim;
    }

    private void WriteStrings(BinaryWriter writer, long fpMin, NormStr.Pool strings)
    {
        FpStringTable = writer.BaseStream.Position - fpMin;
        foreach (var item in strings)
        {
            CbStringChars += item.Value.Length * sizeof(char);
            writer.Write(CbStringChars);
        }
        CbStringTable = strings.Count * sizeof(long);
        FpStringChars = writer.BaseStream.Position - fpMin;
        foreach (var item in strings)
            writer.Write(MemoryMarshal.AsBytes(item.Value.Span));
    }
}
