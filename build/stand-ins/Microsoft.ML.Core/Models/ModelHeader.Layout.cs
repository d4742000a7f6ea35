using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal partial struct ModelHeader
{
    /// <summary>Checks that the blocks follow one another as they must and end within a stream of the given length.</summary>
    private readonly void CheckLayout(long streamLength)
    {
        Contracts.CheckDecode(Signature == SignatureValue, "Wrong file type");
        Contracts.CheckDecode(VerReadable <= VerWritten, "Corrupt file header");
        Contracts.CheckDecode(VerReadable <= VerWrittenCur, "File is too new");
        Contracts.CheckDecode(VerWritten >= VerWeCanReadBack, "File is too old");
        Contracts.CheckDecode(FpModel == Size);
        Contracts.CheckDecode(CbModel >= 0 && FpModel + CbModel >= FpModel);

        var end = EndOfStrings(FpModel + CbModel);
        end = EndOfAssemblyName(end);
        Contracts.CheckDecode(FpTail == end);
        Contracts.CheckDecode(FpLim == FpTail + sizeof(ulong));
        Contracts.CheckDecode(streamLength == 0 || streamLength >= FpLim);
    }

    private readonly long EndOfStrings(long start)
    {
        if (!HasStrings)
        {
            Contracts.CheckDecode(CbStringTable == 0 && FpStringChars == 0 && CbStringChars == 0);
            return start;
        }
        Contracts.CheckDecode(FpStringTable == start);
        Contracts.CheckDecode(CbStringTable > 0 && CbStringTable % sizeof(long) == 0);
        Contracts.CheckDecode(CbStringTable / sizeof(long) < int.MaxValue);
        Contracts.CheckDecode(FpStringChars == FpStringTable + CbStringTable);
        Contracts.CheckDecode(CbStringChars >= 0 && CbStringChars % sizeof(char) == 0);
        Contracts.CheckDecode(FpStringChars + CbStringChars >= FpStringChars);
        return FpStringChars + CbStringChars;
    }

    private readonly long EndOfAssemblyName(long start)
    {
        if (!HasAssemblyName)
        {
            Contracts.CheckDecode(VerWritten < VerAssemblyNameSupported || CbAssemblyName == 0);
            return start;
        }
        Contracts.CheckDecode(FpAssemblyName == start);
        Contracts.CheckDecode(CbAssemblyName % sizeof(char) == 0);
        return FpAssemblyName + CbAssemblyName;
    }
}
