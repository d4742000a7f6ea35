using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using Microsoft.ML.Vae.Tests.Infrastructure;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform.Images;

/// <summary>Class members that hold images.</summary>
public class ImageTypeTests
{
    private readonly MLContext _context = new(1);

    [Fact]
    public void LoadFromEnumerable_ImageMember_IsAColumnOfItsSize()
    {
        using MLImage image = TwoColors.Make();
        IDataView view = ImageRow.View(_context, image);

        ImageDataViewType type = view.Schema["Image"].Type.ShouldBeOfType<ImageDataViewType>();
        (type.Height, type.Width, type.RawType).ShouldBe((5, 3, typeof(MLImage)));
        type.ToString().ShouldBe("Image<5, 3>");
        view.Read<MLImage, MLImage>("Image", value => value).ShouldBe([image]);
    }

    [Fact]
    public void CreateEnumerable_ImageMember_IsTheSameObject()
    {
        using MLImage image = TwoColors.Make();
        _context.Data.CreateEnumerable<ImageRow>(ImageRow.View(_context, image, null), reuseRowObject: false)
            .Select(row => row.Image).ShouldBe([image, null]);
    }

    [Fact]
    public void PredictionEngine_ImageMembers_GoInAndOut()
    {
        ITransformer grey = _context.Transforms.ConvertToGrayscale("Image").Fit(ImageRow.View(_context));
        using PredictionEngine<ImageRow, ImageRow> engine = _context.Model.CreatePredictionEngine<ImageRow, ImageRow>(grey);
        using MLImage image = TwoColors.Make();

        MLImage made = engine.Predict(new ImageRow { Image = image }).Image.ShouldNotBeNull();

        (byte red, byte green, byte blue) = made.At(0, 0);
        (green, blue).ShouldBe((red, red));
        image.At(0, 0).ShouldBe(TwoColors.Back);
    }

    [Fact]
    public void LoadFromEnumerable_ImageMemberWithoutType_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.LoadFromEnumerable(new[] { new Untyped() }))
            .Message.ShouldStartWith("Could not determine an IDataView type and registered custom types for member Image");

    [Fact]
    public void LoadFromEnumerable_ImageMemberWithoutSize_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.LoadFromEnumerable(new[] { new Unsized() })).ParamName.ShouldBe("height");

    [Fact]
    public void CreateEnumerable_ColumnWithoutSize_CannotBeBound()
    {
        using var folder = new TemporaryFolder();
        using (MLImage image = TwoColors.Make())
            image.Save(folder["a.png"]);
        IDataView view = PathRow.View(_context, "a.png");
        IDataView loaded = _context.Transforms.LoadImages("Image", folder.FullName, "Path").Fit(view).Transform(view);

        Should.Throw<NotImplementedException>(() => _context.Data.CreateEnumerable<ImageRow>(loaded, reuseRowObject: false).ToList())
            .Message.ShouldBe("Type 'Microsoft.ML.Data.MLImage' is not yet supported.");
    }

    [Fact]
    public void CreateEnumerable_MemberOfAnotherType_Throws()
    {
        using MLImage image = TwoColors.Make();
        Should.Throw<InvalidOperationException>(
            () => _context.Data.CreateEnumerable<Number>(ImageRow.View(_context, image), reuseRowObject: false).ToList())
            .Message.ShouldStartWith("Can't bind the IDataView column 'Image' of type 'Image<5, 3>' to field or property 'Image'");
    }

    [Fact]
    public void SchemaDefinition_ImageMember_HasItsType() =>
        SchemaDefinition.Create(typeof(ImageRow))["Image"].ColumnType.ShouldBe(new ImageDataViewType(5, 3));

    [Fact]
    public void Equals_Types_CompareSizes()
    {
        new ImageDataViewType(5, 3).Equals(new ImageDataViewType(5, 3)).ShouldBeTrue();
        new ImageDataViewType(5, 3).Equals(new ImageDataViewType(3, 5)).ShouldBeFalse();
        new ImageDataViewType().Equals(new ImageDataViewType()).ShouldBeTrue();
        new ImageDataViewType().ToString().ShouldBe("Image");
        new ImageTypeAttribute(5, 3).Equals(new ImageTypeAttribute(5, 3)).ShouldBeTrue();
        new ImageTypeAttribute(5, 3).Equals(new ImageTypeAttribute()).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 3, "height")]
    [InlineData(5, -1, "width")]
    [InlineData(50_000, 50_000, "height")]
    public void Create_SizeThatNoImageHas_Throws(int height, int width, string parameter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ImageDataViewType(height, width)).ParamName.ShouldBe(parameter);

    private sealed class Untyped
    {
        public MLImage? Image { get; set; }
    }

    private sealed class Unsized
    {
        [ImageType]
        public MLImage? Image { get; set; }
    }

    private sealed class Number
    {
        public float Image { get; set; }
    }
}
