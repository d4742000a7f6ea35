using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition
{
    /// <summary>One member as a column.</summary>
    public sealed class Column
    {
        private readonly Dictionary<string, (DataViewType Type, Delegate Getter)> _annotations = [];

        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnName = columnName;
            ColumnType = columnType;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (var (kind, (type, getter)) in _annotations)
                    builder.Add(kind, type, getter);
                return builder.ToAnnotations();
            }
        }

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Contracts.CheckValue(kind, nameof(kind));
            Contracts.CheckValue(annotationType, nameof(annotationType));
            CheckAnnotation(MemberType.Of("annotation value", typeof(T)), annotationType);
            if (!_annotations.TryAdd(kind, (annotationType, ValueGetters.Create(() => value))))
                throw Contracts.Except("Column already contains an annotation of this kind.");
        }

        internal void CopyAnnotations(DataViewSchema.Annotations annotations)
        {
            foreach (var annotation in annotations.Schema)
            {
                var getter = annotation.Type.RawType.Call<DataViewSchema.Annotations, DataViewSchema.Column, Delegate>(
                    Getter<int>, annotations, annotation);
                _annotations[annotation.Name] = (annotation.Type, getter);
            }
        }

        private static ValueGetter<T> Getter<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation)
            => annotations.GetGetter<T>(annotation);

        private static void CheckAnnotation(MemberType value, DataViewType type)
        {
            var vector = type as VectorDataViewType;
            if (value.IsVector != (vector != null))
            {
                throw Contracts.Except(
                    "Value inputted is supposed to be {0}, but type of Annotationinfo is {1}",
                    value.IsVector ? "vector" : "scalar", vector != null ? "vector" : "scalar");
            }
            var itemType = vector?.ItemType ?? type;
            if (value.ItemType != itemType.RawType)
            {
                throw Contracts.Except(
                    "Value inputted is supposed to have Type {0}, but type of Annotationinfo has {1}", value.ItemType, itemType.RawType);
            }
        }
    }
}
