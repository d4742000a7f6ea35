using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace StandIns.Tests.MLNet;

/// <summary>The register of types that class members may hold.</summary>
public class ImageClassTests
{
    [Fact]
    public void Register_OwnType_Throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => DataViewTypeManager.Register(new ImageDataViewType(1, 2), typeof(string)));

    [Fact]
    public void Register_AgainOrWithAnotherHalf_IsAllowedOrThrows()
    {
        var type = new ImageDataViewType(1001, 1);
        var mark = new ImageTypeAttribute(1001, 1);
        mark.Register();
        DataViewTypeManager.Register(type, typeof(MLImage), mark);

        Assert.Equal("type", Assert.Throws<ArgumentOutOfRangeException>(
            () => DataViewTypeManager.Register(new ImageDataViewType(1, 1001), typeof(MLImage), mark)).ParamName);
        Assert.Equal("dataViewType", Assert.Throws<ArgumentOutOfRangeException>(
            () => DataViewTypeManager.Register(type, typeof(Version), mark)).ParamName);
    }

    [Fact]
    public void LoadFromEnumerable_TypeThatNobodyRegistered_IsNotSupported()
    {
        var context = new MLContext();
        var definition = SchemaDefinition.Create(typeof(Picture));
        definition["Image"].ColumnType = new ImageDataViewType(7, 1003);
        var view = context.Data.LoadFromEnumerable([new Picture()], definition);
        Assert.Equal(
            "Type 'Microsoft.ML.Data.MLImage' is not yet supported.",
            Assert.Throws<NotSupportedException>(() => view.GetRowCursor(view.Schema)).Message);
    }

    private sealed class Picture
    {
        [ImageType(1002, 1)]
        public MLImage? Image { get; set; }
    }
}
