using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class ModelZipTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void Save_AChain_HasAnEntryForEachElement()
    {
        SortedDictionary<string, byte[]> entries = Zips.Entries(_context.Save(Chain(), Row.View(_context).Schema));

        entries.Keys.ShouldBe(
        [
            "Schema", "TrainingInfo/Version.txt", "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key",
            "TransformerChain/Transform_001/Model.key",
        ]);
        Encoding.UTF8.GetString(entries["TrainingInfo/Version.txt"]).ShouldMatch($@"^\d+\.\d+\.\d+[^\s]*{Environment.NewLine}$");
    }

    [Fact]
    public void Save_ABareTransformer_SitsWhereAChainWould()
    {
        byte[] zip = _context.Save(Copy("C"), Row.View(_context).Schema);
        Zips.Entries(zip).Keys.ShouldBe(["Schema", "TrainingInfo/Version.txt", "TransformerChain/Model.key"]);
        new MLContext().Load(zip, out _).ShouldBeOfType<ColumnCopyingTransformer>();
    }

    [Fact]
    public void Save_WithoutSchema_LoadsWithoutSchema()
    {
        byte[] zip = _context.Save(Chain(), null);
        Zips.Entries(zip).Keys.ShouldNotContain("Schema");
        new MLContext().Load(zip, out DataViewSchema? schema).ShouldBeOfType<TransformerChain<ITransformer>>();
        schema.ShouldBeNull();
    }

    [Fact]
    public void Save_NoModel_WritesNoEntriesForIt() =>
        Zips.Entries(_context.Save(null!, Row.View(_context).Schema)).Keys.ShouldBe(["Schema", "TrainingInfo/Version.txt"]);

    [Fact]
    public void Load_AChain_DoesTheSame()
    {
        IDataView view = Row.View(_context);
        TransformerChain<ColumnConcatenatingTransformer> chain = Chain();

        ITransformer loaded = new MLContext().Load(_context.Save(chain, view.Schema), out DataViewSchema? schema);

        schema.ShouldNotBeNull().Select(column => $"{column.Name}: {column.Type}")
            .ShouldBe(view.Schema.Select(column => $"{column.Name}: {column.Type}"));
        loaded.Transform(view).GetColumn<float[]>("F").ShouldBe(chain.Transform(view).GetColumn<float[]>("F"));
    }

    [Fact]
    public void Load_Scopes_AreKept()
    {
        EstimatorChain<ColumnCopyingTransformer> pipeline = _context.Transforms.CopyColumns("T", "A")
            .Append(_context.Transforms.CopyColumns("S", "A"), TransformerScope.Training);
        byte[] zip = _context.Save(pipeline.Fit(Row.View(_context)), null);

        var loaded = (TransformerChain<ITransformer>)new MLContext().Load(zip, out _);

        loaded.Transform(Row.View(_context)).Schema.GetColumnOrNull("S").ShouldBeNull();
        loaded.GetModelFor(TransformerScope.Training).Count().ShouldBe(2);
    }

    [Fact]
    public void Load_SavedAgain_SameEntries()
    {
        byte[] zip = _context.Save(Chain(), Row.View(_context).Schema);
        ITransformer loaded = new MLContext().Load(zip, out DataViewSchema? schema);

        Text(_context.Save(loaded, schema)).ShouldBe(Text(zip));

        static IEnumerable<string> Text(byte[] zip) => Zips.Entries(zip).Select(entry => $"{entry.Key} {Convert.ToHexString(entry.Value)}");
    }

    [Fact]
    public void Load_OtherSeparatorsInTheNames_AreAccepted()
    {
        SortedDictionary<string, byte[]> entries = Zips.Entries(_context.Save(Chain(), null));
        byte[] zip = Zips.FromEntries(entries.Select(entry => KeyValuePair.Create(entry.Key.Replace('/', '\\'), entry.Value)));

        ((TransformerChain<ITransformer>)new MLContext().Load(zip, out _)).Count().ShouldBe(2);
    }

    [Fact]
    public void SaveAndLoad_LeaveNothingInTheTemporaryFolder()
    {
        using var folder = new TemporaryFolder();
        _context.TempFilePath = folder.FullName;

        _context.Load(_context.Save(Chain(), Row.View(_context).Schema), out _);

        Directory.GetFileSystemEntries(folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void Save_OverAFile_ReplacesIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.zip"], new byte[100_000]);

        _context.Model.Save(Chain(), null, folder["model.zip"]);

        _context.Model.Load(folder["model.zip"], out _).ShouldNotBeNull();
    }

    private TransformerChain<ColumnConcatenatingTransformer> Chain() =>
        _context.Transforms.CopyColumns("C", "A").Append(_context.Transforms.Concatenate("F", "C", "V")).Fit(Row.View(_context));

    private ColumnCopyingTransformer Copy(string output) => _context.Transforms.CopyColumns(output, "A").Fit(Row.View(_context));
}
