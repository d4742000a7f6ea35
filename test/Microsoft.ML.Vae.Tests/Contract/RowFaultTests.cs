using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Contract.Faults;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>The contract sees each fault of cursors, sets, shuffling and row mappers.</summary>
public class RowFaultTests
{
    [Fact]
    public void Check_OtherValuesAtTheSecondReading_AreSeen()
    {
        int cursors = 0;
        Breaks(ContractRule.Cursors, "a second reading", Faulty.Cursor(cursor =>
        {
            float shift = cursors++;
            return new WrappedCursor(cursor) { Shift = _ => shift };
        }));
    }

    [Fact]
    public void Check_OtherValueWhenAskedAgain_IsSeen() => Breaks(ContractRule.Cursors, "row 0 again", Faulty.Cursor(cursor =>
    {
        long last = -1;
        return new WrappedCursor(cursor)
        {
            Shift = column =>
            {
                bool again = column == "Copy" && cursor.Position == last;
                last = column == "Copy" ? cursor.Position : last;
                return again ? 1 : 0;
            },
        };
    }));

    [Fact]
    public void Check_PositionsFromOne_AreSeen() => Breaks(ContractRule.Cursors, "positions", Faulty.Cursor(cursor =>
        new WrappedCursor(cursor) { Place = position => position + 1 }));

    [Fact]
    public void Check_PositionAfterTheEnd_IsSeen() => Breaks(ContractRule.Cursors, "the position before the first row", Faulty.Cursor(cursor =>
        new WrappedCursor(cursor) { Place = position => Math.Max(0, position) }));

    [Fact]
    public void Check_OneIdForAllRows_IsSeen() => Breaks(ContractRule.Cursors, "two rows have the id", Faulty.Cursor(cursor =>
        new WrappedCursor(cursor) { Id = _ => default }));

    [Fact]
    public void Check_WrongRowCount_IsSeen() => Breaks(ContractRule.Cursors, "GetRowCount", Faulty.View(view => new FaultyView(view) { Count = _ => 3 }));

    [Fact]
    public void Check_RowsReadByTransform_AreSeen() => Breaks(ContractRule.Cursors, "Transform reads rows", Faulty.Transformer(inner =>
        new FaultyTransformer(inner)
        {
            Transforming = input =>
            {
                IDataView view = inner.Transform(input);
                view.GetRowCursor(view.Schema).Dispose();
                return view;
            },
        }));

    [Fact]
    public void Check_CursorOfTheSourceLeftOpen_IsSeen() => Breaks(ContractRule.Cursors, "stay open", Faulty.Transformer(inner =>
        new FaultyTransformer(inner)
        {
            Transforming = input => new FaultyView(inner.Transform(input))
            {
                Count = count =>
                {
                    input.GetRowCursor(input.Schema);
                    return count;
                },
            },
        }));

    [Fact]
    public void Check_RowMissingInASet_IsSeen() => Breaks(ContractRule.CursorSets, "rows, not", Faulty.View(view => new FaultyView(view)
    {
        Set = set =>
        {
            set[0].MoveNext();
            return set;
        },
    }));

    [Fact]
    public void Check_OtherValuesInASet_AreSeen() => Breaks(ContractRule.CursorSets, "other values", Faulty.View(view =>
        new FaultyView(view) { Set = set => Array.ConvertAll(set, cursor => (DataViewRowCursor)new WrappedCursor(cursor) { Shift = _ => 1 }) }));

    [Fact]
    public void Check_ShuffledAlthoughItSaysNo_IsSeen() => Breaks(ContractRule.Shuffling, "although it cannot", Faulty.View(view =>
        new FaultyView(view) { Shuffles = false }));

    [Fact]
    public void Check_OtherIdsWhenShuffled_AreSeen() => Breaks(ContractRule.Shuffling, "other values", Faulty.View(view =>
    {
        bool shuffling = false;
        return new FaultyView(view)
        {
            Generator = generator =>
            {
                shuffling = generator is not null;
                return generator;
            },
            Cursor = cursor => shuffling ? new WrappedCursor(cursor) { Shift = _ => 1 } : cursor,
        };
    }));

    [Fact]
    public void Check_MapperOfAnotherInput_IsSeen() => Breaks(ContractRule.RowMapper, "InputSchema", Faulty.Mapper(mapper =>
        new FaultyMapper(mapper) { InputSchema = Faulty.Data(new MLContext()).Schema }));

    [Fact]
    public void Check_MapperOfAnotherOutput_IsSeen() => Breaks(ContractRule.RowMapper, "OutputSchema", Faulty.Mapper(mapper =>
        new FaultyMapper(mapper) { OutputSchema = mapper.InputSchema }));

    [Fact]
    public void Check_MapperThatNeedsMoreThanItSays_IsSeen() => Breaks(ContractRule.RowMapper, "not active", Faulty.Mapper(mapper =>
        new FaultyMapper(mapper) { Dependencies = _ => [] }));

    [Fact]
    public void Check_MapperWithOtherValues_IsSeen() => Breaks(ContractRule.RowMapper, "other values", Faulty.Mapper(mapper =>
        new FaultyMapper(mapper) { Row = row => new WrappedCursor((DataViewRowCursor)row) { Shift = _ => 1 } }));

    [Fact]
    public void Check_NoMapperThatGivesOne_IsSeen() => Breaks(ContractRule.RowMapper, "is no row mapper", Faulty.Transformer(inner =>
        new FaultyTransformer(inner) { IsRowToRowMapper = false }));

    private static void Breaks(ContractRule rule, string words, ContractSubject subject)
    {
        ContractException got = Should.Throw<ContractException>(() => EstimatorContract.Check(subject));
        got.Message.ShouldContain(words);
        got.Rule.ShouldBe(rule);
    }
}
